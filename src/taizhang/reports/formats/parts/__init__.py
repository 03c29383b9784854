"""What the formats share: page geometry, the flow of paragraphs, titles, the manifest of figures."""
