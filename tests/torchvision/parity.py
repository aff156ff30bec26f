"""A network of torchvision with random weights, random inputs, and what it makes of them.

    /usr/bin/python3 parity.py NETWORK FOLDER      (Debian: apt-get install python3-torchvision)

Writes into FOLDER, all numbers float32 and row-major:
    zip.pth, pickled.pth   the state dictionary in both forms of torch.save, auxiliary heads included as in the official files
    values.f32             its floating-point tensors, one behind the other
    tensors.txt            their names and numbers of values, in that order
    inputs.f32             3 inputs [3 x 3 x size x size]
    outputs.f32            the 3 vectors before the softmax [3 x 1000]
and prints the size of the inputs and the milliseconds that torchvision took for one on one thread.

Batch normalisation gets the statistics of one random batch, disturbed, so that numbers neither fade nor explode on their way
through a hundred layers and no statistic is the one that would hide an error.
"""
import json
import pathlib
import re
import sys
import time

script_folder = sys.path.pop(0)  # its name is the package's
import numpy
import torch
import torchvision
from torch import nn

INCEPTIONS = ("googlenet", "inception_v3")


def draw(model):
    for module in model.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_normal_(module.weight)
            if module.bias is not None:
                nn.init.normal_(module.bias, std=0.1)
        elif isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.normal_(module.bias, std=0.2)
            module.momentum = 1.0


def disturb(model):
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            var = module.running_var.clamp(min=0.01 * module.running_var.mean())
            module.running_mean += 0.3 * var.sqrt() * torch.randn_like(var)
            module.running_var = var * torch.empty_like(var).uniform_(0.5, 2)


def official(name, key):
    """DenseNet's official files keep names from before dots were forbidden in them."""
    return re.sub(r"(denselayer\d+\.(?:norm|conv))([12]\.)", r"\1.\2", key) if name.startswith("densenet") else key


def main(name, folder):
    torch.manual_seed(20250917)
    torch.set_num_threads(1)
    size = 299 if name == "inception_v3" else 227 if name in ("alexnet", "squeezenet1_1") else 224
    options = {"init_weights": False} if name in INCEPTIONS or name.startswith("vgg") else {}
    if name in INCEPTIONS:
        options.update(aux_logits=True, transform_input=True)
    model = getattr(torchvision.models, name)(weights=None, **options)
    with torch.no_grad():
        draw(model)
        if any(isinstance(module, nn.BatchNorm2d) for module in model.modules()):
            model.train()(torch.randn(4, 3, size, size))
            disturb(model)
        model.eval()
        inputs = torch.randn(3, 3, size, size)
        model(inputs)
        begin = time.perf_counter()
        outputs = model(inputs)
        took = (time.perf_counter() - begin) * 1000 / len(inputs)
    state = model.state_dict()
    saved = type(state)((official(name, key), tensor) for key, tensor in state.items())
    torch.save(saved, folder / "zip.pth")
    torch.save(saved, folder / "pickled.pth", _use_new_zipfile_serialization=False)
    floats = {key: tensor for key, tensor in state.items() if tensor.dtype.is_floating_point}
    with open(folder / "values.f32", "wb") as values:
        for tensor in floats.values():
            tensor.numpy().astype(numpy.float32).tofile(values)
    (folder / "tensors.txt").write_text("".join(f"{key} {tensor.numel()}\n" for key, tensor in floats.items()))
    inputs.numpy().tofile(folder / "inputs.f32")
    outputs.numpy().tofile(folder / "outputs.f32")
    print(json.dumps({"size": size, "milliseconds": took}))


if __name__ == "__main__":
    main(sys.argv[1], pathlib.Path(sys.argv[2]))
