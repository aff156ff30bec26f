"""A network of torchvision with random weights, random inputs, and what it makes of them.

    /usr/bin/python3 parity.py NETWORK SIZE FOLDER      (Debian: apt-get install python3-torchvision)

Writes into FOLDER
    zip.pth, pickled.pth   the state dictionary in both forms of torch.save, with all that the official files have: auxiliary
                           heads, DenseNet's old names, timm's background class
    inputs.f32             3 inputs [3 x 3 x size x size], float32, row-major
    outputs.f32            the 3 vectors before the softmax [3 x 1000], likewise
and prints the milliseconds that torch took for one on one thread.

Batch normalisation gets the statistics of one random batch, disturbed, so that numbers neither fade nor explode on their way
through a hundred layers and no statistic is the one that would hide an error.
"""
import pathlib
import re
import sys
import time

script_folder = sys.path.pop(0)  # its name is the package's
import torch
import torchvision
from torch import nn

sys.path.append(str(pathlib.Path(script_folder).parent / "Hpa.Actors.Tests" / "Backbones" / "Fixtures"))
sys.dont_write_bytecode = True
from inception_resnet_v2 import InceptionResNetV2

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


def built(name):
    if name == "inception_resnet_v2":
        return InceptionResNetV2()
    options = {"init_weights": False} if name in INCEPTIONS or name.startswith("vgg") else {}
    if name in INCEPTIONS:
        options.update(aux_logits=True, transform_input=True)
    return getattr(torchvision.models, name)(weights=None, **options)


def saved(name, state):
    if name == "inception_resnet_v2":
        for key in ("classif.weight", "classif.bias"):
            state[key] = torch.cat([torch.randn_like(state[key][:1]), state[key]])
    return type(state)((official(name, key), tensor) for key, tensor in state.items())


def main(name, size, folder):
    torch.manual_seed(20250917)
    torch.set_num_threads(1)
    model = built(name)
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
    state = saved(name, model.state_dict())
    torch.save(state, folder / "zip.pth")
    torch.save(state, folder / "pickled.pth", _use_new_zipfile_serialization=False)
    inputs.numpy().tofile(folder / "inputs.f32")
    outputs.numpy().tofile(folder / "outputs.f32")
    print(took)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), pathlib.Path(sys.argv[3]))
