"""Prints the two tables of src/Core/Data/Accents.cs: lower-case letters with accents, and what is left of them without."""
import sys
import unicodedata

pairs = []
for code in range(0x80, 0x10000):
    letter = chr(code)
    if 0xD800 <= code < 0xE000 or letter.lower() != letter:
        continue
    left = "".join(c for c in unicodedata.normalize("NFD", letter) if unicodedata.category(c) != "Mn")
    if len(left) == 1 and left != letter and unicodedata.category(letter)[0] == "L" and "CJK" not in unicodedata.name(letter, ""):
        pairs.append((letter, left))
for column in (0, 1):
    row = "".join(pair[column] for pair in pairs)
    print(",\n".join(f'        "{row[at:at + 100]}"' for at in range(0, len(row), 100)).replace('",', '" +'))
    print()
print(len(pairs), file=sys.stderr)
