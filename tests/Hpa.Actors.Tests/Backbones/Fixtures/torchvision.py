"""Outputs of torchvision's networks (0.14.1, torch 1.13, CPU) under weights that any language can compute.

    python3 torchvision.py > torchvision.json      (Debian: apt-get install python3-torchvision)

Value i of a tensor, t = fraction of (sin(i + 1) * 43758.5453) - 1/2:  matrix or kernel t * sqrt(24 / fan_in),
running_var 1 + t / 2, other vector named *.weight 1 + t / 4, the rest t / 10.
Inputs: sin(0.01 i) and cos(0.0007 i) over [3, size, size].
"""
import json
import math
import sys

sys.path.pop(0)  # this file has the package's name
import torch
import torchvision


def value(name, tensor):
    t = torch.sin(torch.arange(1, tensor.numel() + 1, dtype=torch.float64)) * 43758.5453
    t = t - t.floor() - 0.5
    if tensor.dim() > 1:
        t = t * math.sqrt(24.0 * tensor.shape[0] / tensor.numel())
    elif name.endswith("running_var"):
        t = 1 + t / 2
    elif name.endswith(".weight"):
        t = 1 + t / 4
    else:
        t = t / 10
    return t.reshape(tensor.shape).float()


result = {}
for name, size in (("mobilenet_v2", 224), ("resnet18", 224), ("squeezenet1_1", 227)):
    model = getattr(torchvision.models, name)(weights=None).eval()
    state = model.state_dict()
    model.load_state_dict({k: value(k, v) if v.dtype.is_floating_point else v for k, v in state.items()})
    i = torch.arange(3 * size * size, dtype=torch.float64)
    inputs = torch.stack([torch.sin(0.01 * i), torch.cos(0.0007 * i)]).float().reshape(2, 3, size, size)
    with torch.no_grad():
        outputs = model(inputs).double()
    result[name] = {
        "size": size,
        "parameters": sum(p.numel() for p in model.parameters()),
        "norms": [float("%.6g" % row.norm()) for row in outputs],
        "first": [[float("%.6g" % x) for x in row[:12]] for row in outputs],
    }
print(json.dumps(result, indent=1))
