"""An invented län with its kommuner, people and plans, to try the system with and to show it."""
