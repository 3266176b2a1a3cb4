"""One command a verb; thin."""


def main() -> None:
    """Run the command line."""
