"""Makes chrf.golden.json: what sacreBLEU itself (pip install sacrebleu; made with 2.6.0) says of a few awkward corpora.

Run: python3 chrf.golden.py > chrf.golden.json
"""
import json
import random
from sacrebleu.metrics import CHRF

draw = random.Random(17)


def drawn(lines, alphabet):
    return ["".join(draw.choice(alphabet) for _ in range(draw.randint(0, 14))) for _ in range(lines)]


CORPORA = [
    {"hypotheses": [
        "Cliquez sur l'icône Ligne, puis faites glisser la souris.",
        "Ouvre la boîte de dialogue Format - Cellules.",
        "Le fichier est enregistré au format 1.2.",
    ], "references": [[
        "Cliquez sur l'icône Ligne et faites glisser le pointeur de la souris.",
        "Ouvre la boîte de dialogue Formater les cellules.",
        "Le document est enregistré au format 1.2, puis fermé.",
    ]]},
    {"hypotheses": ["Das Haus ist gross."], "references": [["das Haus ist groß"]]},
    {"hypotheses": ["\u00a0tab\there \x1f unit \u3000 wide \u2028 line\u202fnarrow"], "references": [["tab here unit wide line narrow"]]},
    {"hypotheses": ["打开文件 🙂👩‍👩‍👧", "e\u0301te\u0301"], "references": [["打开该文件。🙂👩‍👧", "été"]]},
    {"hypotheses": ["", "abc", "  "], "references": [["not empty", "", "\t"]]},
    {"hypotheses": ["abcdefgh", "abc"], "references": [["abcd", "abcdefghij"]]},
    {"hypotheses": ["a b c d e f", "x y z"], "references": [["a b c", "x y"], ["b c d e f g", "z y x"], ["", "x y z"]]},
    {"hypotheses": drawn(12, "ab "), "references": [drawn(12, "ab "), drawn(12, "ab ")]},
    {"hypotheses": drawn(12, "abcé 😀"), "references": [drawn(12, "abcé 😀")]},
]

print(json.dumps([
    {**corpus, "score": CHRF().corpus_score(corpus["hypotheses"], corpus["references"]).score,
     "beta3": CHRF(beta=3).corpus_score(corpus["hypotheses"], corpus["references"][:1]).score,
     "sentences": [CHRF().sentence_score(line, [reference]).score for line, reference in zip(corpus["hypotheses"], corpus["references"][0])]}
    for corpus in CORPORA], separators=(",", ":")))
