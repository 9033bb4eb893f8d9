"""Makes words.golden.json: how scikit-learn (Debian's python3-sklearn 1.2.1) classifies short texts by the words in them.

Run: python3 words.golden.py > words.golden.json
"""
import json
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

TRAINING = [
    ("The keeper saved a penalty in the last minute", 0), ("Two goals won the match for the home team", 0),
    ("The coach praised his team after the match", 0), ("A late goal saved the season", 0),
    ("The bank raised its rate by a quarter point", 1), ("Shares fell after the bank warned of losses", 1),
    ("The market closed higher for the third day", 1), ("Its profit rose by a third in the last quarter", 1),
    ("Rain will reach the coast by the evening", 2), ("A cold wind brings snow to the north", 2),
    ("The evening stays dry in the north", 2), ("Sun, sun and more sun: no rain for days!", 2), ("Snow", 2),
]
TEST = ["The match was saved in the last minute", "The bank fell", "snow SNOW snow", "no word of these was ever seen before",
        "unseen", "Rain in the third quarter of the match"]

vectorizer = CountVectorizer(binary=True, token_pattern=r"\w+")
texts, labels = zip(*TRAINING)
words = vectorizer.fit_transform(texts)


def probabilities(decay):
    model = LogisticRegression(C=1 / decay, tol=1e-12, max_iter=10_000).fit(words, labels)
    return model.predict_proba(vectorizer.transform(TEST)).tolist()


print(json.dumps({"texts": texts, "labels": labels, "test": TEST, "models": [
    {"decay": decay, "probabilities": probabilities(decay)} for decay in (0.1, 1, 10)]}, separators=(",", ":")))
