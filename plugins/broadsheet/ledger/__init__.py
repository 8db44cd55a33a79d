"""The ledger: every address that was ever public, and what readers find there now.

It is made of text files in the repository, one for each year and one for what belongs to no year,
so that an added issue touches one or two of them. A line is one address: ``/2019/10/24/a01.html
page``, ``… moved 2026-03-01 /2019/10/24/b.html`` or ``… gone 2026-03-01 why``.

Nothing of it may be lost in silence, whatever becomes of the files in git:

- Two branches that add lines are merged by keeping the lines of both (``merge=union`` in
  ``.gitattributes``). That is right for this format: lines may come in any order and several times,
  and of several lines about one address the one with the newest date holds. A count or a checksum
  in the file could not stand that, and would not see a file that was taken from one side whole.
- A line that is lost all the same (a conflict settled by hand, a reverted commit, a deleted file)
  is found in two places that a merge does not reach. Git's history has every line that was ever
  committed, also those of the branch that lost. And the live site has a file at every address:
  a page, a stub or a tombstone. ``keeping.check`` compares with both before anything is uploaded,
  and says which line to put back; a shallow clone, which has no history, still has the second.

``lines`` and ``resolving`` are pure, ``files`` reads and writes, ``history`` asks git, ``keeping``
is for publishing, ``hosts`` is what web servers read; ``moving`` and ``withdrawing`` are the tasks.
"""
