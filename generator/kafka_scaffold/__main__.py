"""Run the command line as ``python -m kafka_scaffold``."""

from kafka_scaffold.cli.main import main


if __name__ == "__main__":
    main()
