"""Outputs of torchvision's networks (0.14.1, torch 1.13, CPU) under weights that any language can compute.

    python3 torchvision.py > torchvision.json      (Debian: apt-get install python3-torchvision; takes a minute)

Value i of a tensor, t = fraction of (sin(i + 1) * 43758.5453) - 1/2:  matrix or kernel t * sqrt(24 / fan_in),
running_var 1 + t / 2, other vector named *.weight 1 + t / 4, the rest t / 10.
Inputs: sin(0.01 i) and cos(0.0007 i) over [3, size, size].
Parameters: without auxiliary heads. Multiply-adds: products in convolutions and fully connected layers for one input.
The largest would take seconds to build from this rule, so for them there are names and shapes instead of outputs.
Stages: channels and side behind each of them, where the publication tells them.
"""
import json
import math
import sys

here = sys.path.pop(0)  # this file has the package's name
import torch
import torchvision

sys.path.append(here)
from inception_resnet_v2 import InceptionResNetV2

SIZES = {
    "alexnet": 227, "densenet201": 224, "googlenet": 224, "inception_v3": 299, "mobilenet_v2": 224, "resnet101": 224, "resnet18": 224,
    "resnet50": 224, "squeezenet1_1": 227, "vgg16": 224, "vgg19": 224, "inception_resnet_v2": 299,
}
AUXILIARY = {"googlenet": {"aux_logits": False, "transform_input": True}, "inception_v3": {"aux_logits": False, "transform_input": True}}
LARGE = ["alexnet", "resnet101", "vgg16", "vgg19"]
STAGES = ["mixed_5b", "repeat", "mixed_6a", "repeat_1", "mixed_7a", "block8", "conv2d_7b"]


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


def described(name, size):
    options = AUXILIARY.get(name, {})
    if name in AUXILIARY or name.startswith("vgg"):
        options["init_weights"] = False
    model = InceptionResNetV2() if name == "inception_resnet_v2" else getattr(torchvision.models, name)(weights=None, **options)
    model.eval()
    result = {"size": size, "parameters": sum(p.numel() for p in model.parameters()), "multiply_adds": 0}

    def count(module, inputs, output):
        result["multiply_adds"] += output[0].numel() * module.weight[0].numel()

    for module in model.modules():
        if isinstance(module, (torch.nn.Conv2d, torch.nn.Linear)):
            module.register_forward_hook(count)
    if name == "inception_resnet_v2":
        result["stages"] = {}
        for stage in STAGES:
            model.get_submodule(stage).register_forward_hook(lambda m, i, o, s=stage: result["stages"].update({s: list(o.shape[1:3])}))
    i = torch.arange(3 * size * size, dtype=torch.float64)
    inputs = torch.stack([torch.sin(0.01 * i), torch.cos(0.0007 * i)]).float().reshape(2, 3, size, size)
    state = model.state_dict()
    if name in LARGE:
        inputs = inputs[:1]
        result["shapes"] = {k: list(v.shape) for k, v in state.items() if v.dtype.is_floating_point}
    else:
        model.load_state_dict({k: value(k, v) if v.dtype.is_floating_point else v for k, v in state.items()})
    with torch.no_grad():
        outputs = model(inputs).double()
    if name not in LARGE:
        result["norms"] = [float("%.6g" % row.norm()) for row in outputs]
        result["first"] = [[float("%.6g" % x) for x in row[:12]] for row in outputs]
    return result


print("{\n" + ",\n".join(f"{json.dumps(name)}: {json.dumps(described(name, size))}" for name, size in sorted(SIZES.items())) + "\n}")
