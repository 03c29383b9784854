"""Declarations: packs (folders of YAML and templates) read into frozen values that remember file and line."""
