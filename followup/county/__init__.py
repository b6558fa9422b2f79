"""A län's municipalities beside each other: adopted plans and closed rounds only, and never a draft."""
