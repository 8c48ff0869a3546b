"""Run the command line: ``python -m tongbao``."""

from tongbao.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
