"""Makes rouge.golden.json: what Google's rouge-score (pip install rouge-score; made with 0.1.2) says, which was checked against ROUGE-1.5.5.

Run: python3 rouge.golden.py > rouge.golden.json
"""
import json
import random
from rouge_score import rouge_scorer

draw = random.Random(17)
scorer = rouge_scorer.RougeScorer(["rouge1", "rouge2", "rougeL"])


def drawn(sentences, vocabulary):
    return "\n".join(" ".join(draw.choice(vocabulary) for _ in range(draw.randint(0, 9))) for _ in range(sentences))


PAIRS = [
    ("police kill the gunman", "police killed the gunman"),
    ("the gunman kill police", "police killed the gunman"),
    ("Opens the Format-Cells dialog (2nd tab), v1.2_b!", "Opens the dialog 'Format Cells', 2nd tab: V1.2 B."),
    ("", "nothing was said"), ("nothing was meant", ""), ("...", "!?"), ("one", "one two"),
    ("w1 w2 w6 w7 w8\nw1 w3 w8 w9 w5", "w1 w2 w3 w4 w5"),
    ("the cat the cat\n\nthe", "the dog\nthe cat\nthe the"),
    *((drawn(1, "abc"), drawn(1, "abc")) for _ in range(12)),
    *((drawn(3, "abcde"), drawn(3, "abcde")) for _ in range(24)),
]

print(json.dumps([
    {"hypothesis": hypothesis, "reference": reference, **{
        name: [score.precision, score.recall, score.fmeasure] for name, score in scorer.score(reference, hypothesis).items()}}
    for hypothesis, reference in PAIRS], separators=(",", ":")))
