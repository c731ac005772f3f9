"""`python -m tablecast`."""

from tablecast._cli import main

if __name__ == "__main__":
    main()
