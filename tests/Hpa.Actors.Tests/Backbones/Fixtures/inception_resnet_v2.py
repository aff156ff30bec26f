"""Inception-ResNet-v2 as timm publishes it (names, shapes, constants), which Debian's torchvision lacks.

Written from Szegedy et al. 2016 (arXiv:1602.07261) with the widths of the authors' TF-slim code, to be compared with the
graph that the project builds. TF-slim's network (Keras: InceptionResNetV2) has 55,813,192 learnable numbers; its batch
normalisation has no scale, timm's has one per channel, 30,272 in all, which gives timm's 55,843,464.
"""
import torch
from torch import nn


class Basic(nn.Module):
    def __init__(self, taken, given, kernel, stride=1, padding=0):
        super().__init__()
        self.conv = nn.Conv2d(taken, given, kernel, stride, padding, bias=False)
        self.bn = nn.BatchNorm2d(given, eps=0.001)

    def forward(self, x):
        return torch.relu(self.bn(self.conv(x)))


def chain(taken, *layers):
    """Layers are (channels, kernel, stride, padding) or modules that keep the number of channels."""
    built = []
    for layer in layers:
        if isinstance(layer, nn.Module):
            built.append(layer)
        else:
            built.append(Basic(taken, *layer))
            taken = layer[0]
    return built[0] if len(built) == 1 else nn.Sequential(*built)


class Branches(nn.Module):
    def __init__(self, taken, *branches):
        super().__init__()
        self.count = len(branches)
        for i, layers in enumerate(branches):
            setattr(self, f"branch{i}", chain(taken, *layers))

    def forward(self, x):
        return torch.cat([getattr(self, f"branch{i}")(x) for i in range(self.count)], 1)


class Residual(Branches):
    def __init__(self, channels, scale, *branches, relu=True):
        super().__init__(channels, *branches)
        self.conv2d = nn.Conv2d(sum(b[-1][0] for b in branches), channels, 1)
        self.scale, self.relu = scale, relu

    def forward(self, x):
        x = self.conv2d(super().forward(x)) * self.scale + x
        return torch.relu(x) if self.relu else x


def block35():
    return Residual(320, 0.17, [(32, 1)], [(32, 1), (32, 3, 1, 1)], [(32, 1), (48, 3, 1, 1), (64, 3, 1, 1)])


def block17():
    return Residual(1088, 0.10, [(192, 1)], [(128, 1), (160, (1, 7), 1, (0, 3)), (192, (7, 1), 1, (3, 0))])


def block8(scale=0.20, relu=True):
    return Residual(2080, scale, [(192, 1)], [(192, 1), (224, (1, 3), 1, (0, 1)), (256, (3, 1), 1, (1, 0))], relu=relu)


class InceptionResNetV2(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv2d_1a = Basic(3, 32, 3, 2)
        self.conv2d_2a = Basic(32, 32, 3)
        self.conv2d_2b = Basic(32, 64, 3, 1, 1)
        self.maxpool_3a = nn.MaxPool2d(3, 2)
        self.conv2d_3b = Basic(64, 80, 1)
        self.conv2d_4a = Basic(80, 192, 3)
        self.maxpool_5a = nn.MaxPool2d(3, 2)
        self.mixed_5b = Branches(
            192, [(96, 1)], [(48, 1), (64, 5, 1, 2)], [(64, 1), (96, 3, 1, 1), (96, 3, 1, 1)],
            [nn.AvgPool2d(3, 1, 1, count_include_pad=False), (64, 1)])
        self.repeat = nn.Sequential(*[block35() for _ in range(10)])
        self.mixed_6a = Branches(320, [(384, 3, 2)], [(256, 1), (256, 3, 1, 1), (384, 3, 2)], [nn.MaxPool2d(3, 2)])
        self.repeat_1 = nn.Sequential(*[block17() for _ in range(20)])
        self.mixed_7a = Branches(
            1088, [(256, 1), (384, 3, 2)], [(256, 1), (288, 3, 2)], [(256, 1), (288, 3, 1, 1), (320, 3, 2)], [nn.MaxPool2d(3, 2)])
        self.repeat_2 = nn.Sequential(*[block8() for _ in range(9)])
        self.block8 = block8(1.0, relu=False)
        self.conv2d_7b = Basic(2080, 1536, 1)
        self.global_pool = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())
        self.classif = nn.Linear(1536, 1000)

    def forward(self, x):
        for module in self.children():
            x = module(x)
        return x
