"""Who ranks before whom, and what an occasion needs: rules with their articles.

Words: rule set (an order of precedence with its articles and dates), standing (what a person is, by
which a rule set ranks them), order (everybody of one occasion, first to last, each pair with its
reason), tie (what a rule leaves open: shown, never guessed), occasion (arrival, wreath, dinner:
its order, steps, texts, checks), detail book (what each item of the programme needs, and plan B).
"""
