"""From a table as it is drawn to the rows that are records, as the configuration of a dataset says.

A table may have its header unmarked, its records in columns, other tables at its side, or rows that are headings of
those below. The steps, in their order: `lay_out` brings a table into shape, `rows_below_headings` tells headings from
rows and fills empty cells from above, `matching` finds the rows to leave out, and `explode` those that are several.
"""
