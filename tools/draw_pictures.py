import sys

sys.path.insert(0, ".")
from pictures import country, town

for f in sys.argv[1:]:
    im = (getattr(country, f, None) or getattr(town, f))()
    im.save(f"/tmp/p/{f}.jpg", quality=82)
    im.thumbnail((1000, 1000))
    im.save(f"/tmp/p/{f}_s.jpg", quality=80)
