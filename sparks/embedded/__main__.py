import sys

from sparks.embedded.stack import run
from sparks.embedded.trouble import StackError


def main() -> int:
    if sys.argv[1:] != ["run"]:
        print("Say `python -m sparks.embedded run`, or `make run`.", file=sys.stderr)
        return 2
    try:
        run()
    except StackError as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        # So early that nothing had been started.
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
