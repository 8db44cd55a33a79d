"""The speed of a build beside that of other programs: ``invoke bench``."""
