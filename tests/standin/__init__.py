"""A stand-in of the Empathy AI API on loopback: as strict as its document, and as faulty as asked.

`async with StandIn() as service:` serves in the running loop; `python -m tests.standin` serves as a
process. What it accepts is in `contract`, what it can answer in `scripts`.
"""
