"""A hundred thousand matters in minutes: each a copy of one that walked through the product's own actions.

`ways` walks a few models, `models` takes down every row after every step, `copy` turns them into other matters – other
people, words, days, numbers, keys, salts, chains – and `fill` hands out the numbers and writes.
"""
