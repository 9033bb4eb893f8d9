"""Makes bleu.golden.json: what sacreBLEU itself (pip install sacrebleu; made with 2.6.0) says of a few awkward lines.

Run: python3 bleu.golden.py > bleu.golden.json
"""
import json
from sacrebleu.metrics import BLEU
from sacrebleu.tokenizers.tokenizer_13a import Tokenizer13a

LINES = [
    "Hello, world!",
    "It cost $1,234.56 (or 3.5%) in 2012-2013.",
    "e.g. file.txt, v2.0-beta and 10.",
    "L'utilisateur clique sur «\u00a0Fichier\u00a0» - puis sur Enregistrer\u2009: c'est tout\u202f!",
    "&quot;Tools&quot; &amp;amp; &lt;Options&gt; ~ Writer [General]",
    "<skipped>a <b> {c} | d_e ^ f`g",
    "tel. 555-1234, 5-star x-ray -5 .5 5. ,5 5,",
    "line one\nline two-\nthree",
    "中文，没有 空格。 Emoji 🙂! 🙂.🙂",
    "A1.B2 1.B 1.2.3 ..., a..b ,.,",
    "tab\there \x1f unit \u3000 ideographic \u2028 next",
    "it's don't \"quoted\" 'single' a/b c\\d e@f g=h <i> #j *k +l",
    "٣.٤ and ٣-٤",
    "",
    "   ",
]

CORPORA = [
    {"name": "help pages", "hypotheses": [
        "Cliquez sur l'icône Ligne, puis faites glisser la souris.",
        "Ouvre la boîte de dialogue Format - Cellules.",
        "Le fichier est enregistré au format 1.2.",
        "Insère un champ dans le document actif.",
    ], "references": [[
        "Cliquez sur l'icône Ligne et faites glisser le pointeur de la souris.",
        "Ouvre la boîte de dialogue Formater les cellules.",
        "Le document est enregistré au format 1.2, puis fermé.",
        "Insère un champ à la position actuelle du curseur.",
    ]]},
    {"name": "no 3-gram matches: exponential smoothing", "hypotheses": ["the cat sat there on a mat"],
     "references": [["on the cat lay a mat there"]]},
    {"name": "no match above unigrams", "hypotheses": ["alpha beta gamma delta epsilon"],
     "references": [["epsilon delta gamma beta alpha zeta"]]},
    {"name": "longer than its reference", "hypotheses": ["a b c d e f g h"], "references": [["a b c d e"]]},
    {"name": "some hypotheses empty", "hypotheses": ["", "a b c d e"], "references": [["x y z", "a b c d e"]]},
    {"name": "three words only", "hypotheses": ["one two three"], "references": [["one two three"]]},
    {"name": "trailing newline and dash", "hypotheses": ["a b c d-\n"], "references": [["a b c d"]]},
    {"name": "two references, ties go to the shorter", "hypotheses": ["a b c d e f"],
     "references": [["a b c d e"], ["a b c x e f g"]]},
]


def score(corpus):
    result = BLEU().corpus_score(corpus["hypotheses"], corpus["references"])
    return {**corpus, "score": result.score, "precisions": result.precisions, "brevity": result.bp, "matches": result.counts,
            "totals": result.totals, "hypothesisLength": result.sys_len, "referenceLength": result.ref_len}


tokenize = Tokenizer13a()
print(json.dumps({
    "lines": [{"line": line, "tokens": tokenize(line).split()} for line in LINES],
    "corpora": [score(corpus) for corpus in CORPORA],
}, indent=1))
