"""The peer of `hpa bench nuclei`: the usual recipe of scikit-image's users.

Called with a scratch folder. Writes a line with its name and version, then answers each line "HEIGHT WIDTH TYPE" on
stdin: reads image.raw, writes labels.raw (int32) and says how many seconds the segmentation took, files left out.
"""
import sys
import time
from pathlib import Path

import numpy as np
import skimage
from scipy import ndimage
from skimage.feature import peak_local_max
from skimage.filters import gaussian, threshold_otsu
from skimage.morphology import remove_small_objects
from skimage.segmentation import watershed

SIGMA = 1
# The best of 3 to 15 and of 10 to 60 on the 116 public images that docs/benchmarks.md names.
MIN_DISTANCE = 8
MIN_PIXELS = 20


def segment(image):
    smooth = gaussian(image, SIGMA)
    if smooth.min() == smooth.max():
        return np.zeros(image.shape, np.int32)
    mask = ndimage.binary_fill_holes(smooth > threshold_otsu(smooth))
    mask = remove_small_objects(mask, MIN_PIXELS)
    distance = ndimage.distance_transform_edt(mask)
    peaks = peak_local_max(distance, min_distance=MIN_DISTANCE, labels=mask.astype(np.uint8), exclude_border=False)
    markers = np.zeros(image.shape, np.int32)
    markers[tuple(peaks.T)] = np.arange(1, len(peaks) + 1)
    return watershed(-distance, markers, mask=mask)


def main(folder):
    print(f"scikit-image {skimage.__version__}", flush=True)
    for line in sys.stdin:
        height, width, kind = line.split()
        image = np.fromfile(folder / "image.raw", kind).reshape(int(height), int(width))
        started = time.perf_counter()
        labels = segment(image)
        seconds = time.perf_counter() - started
        labels.astype(np.int32).tofile(folder / "labels.raw")
        print(repr(seconds), flush=True)


main(Path(sys.argv[1]))
