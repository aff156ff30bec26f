"""Makes measures.json: random labels and scores, and what scikit-learn 1.2.1 and numpy say of them.

    python3 make_measures.py
"""
import json
import os

import numpy as np
from scipy.optimize import root
from scipy.special import expit
from sklearn.calibration import _SigmoidCalibration
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score, hamming_loss, precision_recall_fscore_support
from sklearn.utils.class_weight import compute_class_weight

HERE = os.path.dirname(os.path.abspath(__file__))


def bits(matrix):
    return [int(v) for v in matrix.astype(np.int64) @ (1 << np.arange(28))]


def short(singles):
    """Decimals that read back to the same single-precision numbers."""
    return [round(float(v), 4) for v in singles]


def metric_case(truth, predicted, scored):
    t, p = truth[:, scored].astype(int), predicted[:, scored].astype(int)
    figures = {a or "perClass": precision_recall_fscore_support(t, p, average=a, zero_division=0)[:3] for a in ("macro", "micro", "weighted", None)}
    return {"scored": scored, "truth": bits(truth), "predicted": bits(predicted),
            # Over the whole sets, as the C# side counts them; the other figures see the scored classes only.
            "subsetAccuracy": float(accuracy_score(truth, predicted)), "hammingLoss": float(hamming_loss(t, p)),
            **{name: [np.asarray(v, dtype=float).tolist() for v in values] for name, values in figures.items()}}


def metrics(rng):
    cases = []
    every = list(range(28))
    for n, density, right, scored in ((1, 0.2, 0.7, every), (2, 0.5, 0.2, every), (60, 0.06, 0.6, every), (60, 0.9, 0.9, every),
                                      (150, 0.06, 0.5, [2, 3, 5, 7, 11, 13, 17]), (150, 0.3, 0.0, [0, 27]), (40, 0.1, 1.0, every)):
        truth = rng.random((n, 28)) < density
        predicted = np.where(rng.random((n, 28)) < right, truth, rng.random((n, 28)) < density)
        if n > 2:
            truth[:, 2], predicted[:, 3] = False, False  # a class that is only predicted, one that never is
            truth[:, 5] = predicted[:, 5] = False        # one that nobody has
            truth[:, 7] = predicted[:, 7] = True         # one that everybody has
            truth[:3], predicted[2:5] = False, False     # images without labels, predictions without, one without both
        cases.append(metric_case(truth, predicted, scored))
    none, all_ = np.zeros((4, 28), dtype=bool), np.ones((4, 28), dtype=bool)
    for truth, predicted in ((none, none), (none, all_), (all_, none), (all_, all_)):
        cases.append(metric_case(truth, predicted, every))
    return cases


def calibration(rng):
    """A and B at the minimum of scikit-learn's objective: its own search, continued until the gradient is rounding error."""
    cases = []
    for n, share, gap, scale, shift in ((400, 0.3, 2.0, 1, 0), (60, 0.5, 1.0, 0.01, 0), (200, 0.02, 3.0, 100, 5), (30, 0.2, 9.0, 1, -1),
                                        (5, 0.4, 0.0, 1, 0), (120, 0.1, -1.0, 1, 0), (900, 0.01, 2.0, 1, 0)):
        y = (rng.random(n) < share).astype(float)
        y[0], y[1] = 1, 0
        f = np.round(scale * (gap * y + rng.normal(size=n) - 1) + shift, 4).astype(np.float32).astype(np.float64)
        own = _SigmoidCalibration().fit(f, y)
        with_, without = y.sum(), n - y.sum()
        t = np.where(y > 0, (with_ + 1) / (with_ + 2), 1 / (without + 2))
        # In units of the scores' deviation, where the equations are well-conditioned.
        deviation = f.std()
        z = f / deviation
        solution = root(lambda ab: [np.dot(t - expit(-(ab[0] * z + ab[1])), z), np.sum(t - expit(-(ab[0] * z + ab[1])))],
                        [own.a_ * deviation, own.b_], tol=1e-14)
        assert np.abs(solution.fun).max() < 1e-8 * n, solution
        a, b = solution.x[0] / deviation, solution.x[1]
        apart = float(np.abs(expit(-(a * f + b)) - own.predict(f)).max())
        print(f"n = {n}: scikit-learn's search ends {apart:.1e} from the minimum in p")
        cases.append({"scores": short(f), "positive": y.astype(int).tolist(), "a": float(a), "b": float(b),
                      "ownA": float(own.a_), "ownB": float(own.b_)})
    return cases


def thresholds(rng):
    cases = []
    for n, share, digits in ((50, 0.3, 3), (200, 0.05, 3), (100, 0.5, 1), (6, 0.5, 1)):
        y = (rng.random(n) < share).astype(int)
        y[0] = 1
        f = np.round(y + rng.normal(size=n), digits).astype(np.float32)
        distinct = np.unique(f).astype(np.float64)
        candidates = np.append((distinct[1:] + distinct[:-1]) / 2, 0.0)
        best = max(f1_score(y, f > c, zero_division=0) for c in candidates)
        cases.append({"scores": short(f), "positive": y.tolist(), "best": float(best)})
    return cases


def weights(rng):
    cases = []
    for counts in ([3, 7], [1, 1, 1], [100, 1, 20, 5], [7]):
        y = np.repeat(np.arange(len(counts)), counts)
        cases.append({"counts": counts, "weights": compute_class_weight("balanced", classes=np.unique(y), y=y).tolist()})
    return cases


def confusion(rng):
    labels = [1, 4, 9, 27]
    truth, predicted = rng.choice(labels[:3], 40), rng.choice(labels[1:], 40)
    return {"truth": truth.tolist(), "predicted": predicted.tolist(), "labels": labels,
            "counts": confusion_matrix(truth, predicted, labels=labels).tolist()}


if __name__ == "__main__":
    rng = np.random.default_rng(6)
    value = {"metrics": metrics(rng), "calibration": calibration(rng), "thresholds": thresholds(rng), "weights": weights(rng), "confusion": confusion(rng)}
    with open(os.path.join(HERE, "measures.json"), "w") as file:
        json.dump(value, file, separators=(",", ":"))
        file.write("\n")
