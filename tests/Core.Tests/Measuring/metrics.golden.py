"""Makes metrics.golden.json: what scikit-learn and SciPy (Debian's python3-sklearn 1.2.1, python3-scipy 1.10.1) say of labels and numbers.

Run: python3 metrics.golden.py > metrics.golden.json
"""
import json
import math
import warnings
import numpy as np
from scipy import stats
from sklearn import metrics

warnings.simplefilter("ignore")  # both warn where a figure is undefined, and answer all the same
random = np.random.default_rng(17)


def figure(value):
    return None if math.isnan(value) else float(value)


def labels(name, classes, references, predictions):
    occurring = sorted(set(references) | set(predictions))
    f1 = {mean: metrics.f1_score(references, predictions, average=mean, labels=occurring, zero_division=0) for mean in ("macro", "micro")}
    return {"name": name, "classes": classes, "references": references, "predictions": predictions,
            "confusion": metrics.confusion_matrix(references, predictions, labels=range(classes)).ravel().tolist(),
            "accuracy": metrics.accuracy_score(references, predictions),
            "macro": f1["macro"], "micro": f1["micro"], "matthews": metrics.matthews_corrcoef(references, predictions)}


def drawn(name, classes, examples, agreement):
    references = random.integers(0, classes, examples)
    guesses = random.integers(0, classes, examples)
    return labels(name, classes, references.tolist(), np.where(random.random(examples) < agreement, references, guesses).tolist())


def sets(name, classes, examples):
    references, predictions = random.random((2, examples, classes)) < np.linspace(0, 0.6, classes)
    occurring = np.flatnonzero(references.any(0) | predictions.any(0))
    f1 = {mean: metrics.f1_score(references, predictions, average=mean, labels=occurring, zero_division=0) for mean in ("macro", "micro")}
    listed = [[np.flatnonzero(row).tolist() for row in table] for table in (references, predictions)]
    return {"name": name, "classes": classes, "references": listed[0], "predictions": listed[1], **f1}


def numbers(name, references, predictions):
    return {"name": name, "references": list(map(float, references)), "predictions": list(map(float, predictions)),
            "pearson": figure(stats.pearsonr(references, predictions)[0]), "spearman": figure(stats.spearmanr(references, predictions)[0]),
            "error": metrics.mean_squared_error(references, predictions)}


print(json.dumps({
    "labels": [
        labels("two classes", 2, [1, 1, 1, 0, 0, 1], [1, 0, 1, 0, 1, 1]),
        labels("without a mistake", 3, [0, 1, 2, 1], [0, 1, 2, 1]),
        labels("always wrong", 2, [0, 1, 0, 1], [1, 0, 1, 0]),
        labels("one prediction for all", 3, [0, 1, 2, 2], [2, 2, 2, 2]),
        labels("one class only, found", 2, [1, 1, 1], [1, 1, 1]),
        labels("one example, missed", 2, [0], [1]),
        labels("a class that does not occur", 4, [0, 1, 3, 3], [0, 3, 3, 1]),
        drawn("ten classes", 10, 60, 0.6),
        drawn("guessing", 5, 60, 0),
        drawn("few mistakes", 3, 60, 0.9),
    ],
    "sets": [sets("three labels", 3, 12), sets("seven labels", 7, 30)],
    "numbers": [
        numbers("a line", [1, 2, 3], [10, 20, 30]),
        numbers("a curve", [1, 2, 3, 4], [1, 8, 27, 64]),
        numbers("turned round", [1, 2, 3], [3, 2, 1]),
        numbers("equal numbers", [1, 2, 2, 3, 3, 3], [2, 1, 2, 2, 5, 2]),
        numbers("a constant", [0.1, 0.1, 0.1], [1, 2, 3]),
        numbers("scores in halves", np.round(random.random(40) * 10) / 2, np.round(random.random(40) * 10) / 2),
        numbers("far from zero", random.random(40) + 1e6, random.random(40) - 1e6),
        numbers("heavy tails", random.standard_cauchy(40), random.standard_cauchy(40)),
    ],
}, separators=(",", ":")))
