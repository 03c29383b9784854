"""The demo town: invented from a seed, written as the workbooks an office would keep. Nothing in it is real."""
