"""Small checkpoints, good and bad, with what a reader must say of them (torch 1.13, CPU).

    python3 checkpoints.py > checkpoints.json      (Debian: apt-get install python3-torch)

good: name -> file (base64) and its tensors: type, shape, values as float32.  bad: name -> file and a part of the message.
None of the bad files is loaded here; what they would run does no harm.
"""
import base64
import collections
import io
import json
import math
import struct
import tarfile
import zipfile

import torch

TYPES = {torch.float16: "Float16", torch.bfloat16: "BFloat16", torch.float32: "Float32", torch.float64: "Float64",
         torch.int64: "Int64", torch.int32: "Int32", torch.int16: "Int16", torch.int8: "Int8", torch.uint8: "UInt8", torch.bool: "Bool"}
good, bad = {}, {}


def expect(name, file, state):
    def number(x):
        return x if math.isfinite(x) else "Infinity" if x > 0 else "-Infinity"

    tensors = {key: {"type": TYPES[t.dtype], "shape": list(t.shape), "values": [number(x) for x in t.detach().float().reshape(-1).tolist()]} for key, t in state.items()}
    good[name] = {"file": base64.b64encode(file).decode(), "tensors": tensors}


def refuse(name, file, says):
    bad[name] = {"file": base64.b64encode(file).decode(), "says": says}


def saved(thing, zipped, **options):
    file = io.BytesIO()
    torch.save(thing, file, _use_new_zipfile_serialization=zipped, **options)
    return file.getvalue()


# Pickles by hand --------------------------------------------------------------------------------------------------

def text(s):
    return b"X" + struct.pack("<I", len(s.encode())) + s.encode()


def whole(n):
    return b"\x8a\x08" + struct.pack("<q", n)


def tup(*items):
    return b"(" + b"".join(items) + b"t"


def glob(module, name):
    return b"c" + module.encode() + b"\n" + name.encode() + b"\n"


def storage(key="0", count=8, kind="FloatStorage"):
    return tup(text("storage"), glob("torch", kind), text(key), text("cpu"), whole(count)) + b"Q"


def rebuilt(shape=(8,), stride=(1,), offset=0, store=None):
    return glob("torch._utils", "_rebuild_tensor_v2") + tup(
        store or storage(), whole(offset), tup(*map(whole, shape)), tup(*map(whole, stride)), b"\x89", glob("collections", "OrderedDict") + b")R") + b"R"


def state(value, name="a"):
    return b"}" + text(name) + value + b"s"


def archive(pickle, data={"0": bytes(32)}, method=zipfile.ZIP_STORED, extra=()):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as z:
        for name, content in [("x/data.pkl", b"\x80\x02" + pickle + b".")] + [("x/data/" + k, v) for k, v in data.items()] + list(extra):
            z.writestr(zipfile.ZipInfo(name), content, method)
    return file.getvalue()


def old(pickle, keys=("0",), data=struct.pack("<q", 8) + bytes(32), little=b"\x88", protocol=1001):
    return (b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19." + b"\x80\x02" + whole(protocol) + b"." + b"\x80\x02}" + text("little_endian") + little + b"s."
            + b"\x80\x02" + pickle + b"." + b"\x80\x02](" + b"".join(map(text, keys)) + b"e." + data)


def safe(header, data=b"", length=None):
    header = (header if isinstance(header, str) else json.dumps(header)).encode()
    return struct.pack("<Q", len(header) if length is None else length) + header + data


# Good -------------------------------------------------------------------------------------------------------------

torch.manual_seed(1)
line = torch.arange(12, dtype=torch.float32) / 7 - 1
everything = collections.OrderedDict(
    half=torch.tensor([1.5, -2.25, 65504, 6e-8, float("inf"), -0.0], dtype=torch.float16),
    bfloat=torch.tensor([[1.5, -3e38], [1e-38, 0.1]], dtype=torch.bfloat16),
    double=torch.tensor([0.1, -1e300, 1e-300, 1 / 3], dtype=torch.float64),
    scalar=torch.tensor(2.5),
    steps=torch.tensor(7),
    int32=torch.tensor([1, -2], dtype=torch.int32),
    int16=torch.tensor([1, -2], dtype=torch.int16),
    int8=torch.tensor([1, -2], dtype=torch.int8),
    uint8=torch.tensor([1, 254], dtype=torch.uint8),
    flags=torch.tensor([True, False]),
    empty=torch.zeros(0, 3),
    shared=line,
    upper=line[6:].reshape(2, 3),
    every_second=line[1::2],
    transposed=line.reshape(3, 4).t(),
    corner=line.reshape(3, 4)[1:, 1:3],
    channels_last=torch.randn(3, 4, 2, 5).to(memory_format=torch.channels_last),
    one_row_last=torch.randn(2, 1, 1, 3).to(memory_format=torch.channels_last),
    parameter=torch.nn.Parameter(torch.randn(2, 3)),
)
assert not everything["channels_last"].is_contiguous()
network = torch.nn.Sequential(torch.nn.Conv2d(3, 2, 3), torch.nn.BatchNorm2d(2), torch.nn.ReLU())
network.train()(torch.randn(4, 3, 5, 5))
plain = network.state_dict()
assert plain._metadata
parallel = torch.nn.DataParallel(network).state_dict()
assert all(name.startswith("module.") for name in parallel)
optimizer = torch.optim.Adam(network.parameters())
network(torch.randn(2, 3, 5, 5)).sum().backward()
optimizer.step()
plain = {name: t.clone() for name, t in network.state_dict().items()}
for form, zipped in (("zip", True), ("pickled", False)):
    expect(f"{form}: every kind of tensor", saved(everything, zipped), everything)
    expect(f"{form}: a module", saved(network.state_dict(), zipped), plain)
    expect(f"{form}: training in parallel", saved({"epoch": 3, "state_dict": torch.nn.DataParallel(network).state_dict(), "best": 0.25,
                                                   "optimizer": optimizer.state_dict(), "arch": "tiny"}, zipped), plain)
    expect(f"{form}: model, pickle protocol 4", saved({"model": dict(network.state_dict()), "other": None}, zipped, pickle_protocol=4), plain)
    expect(f"{form}: compact", saved({"a": line[:4], "b": line[4:].reshape(4, 2).t().half()}, zipped), {"a": line[:4], "b": line[4:].reshape(4, 2).t().half()})
norm, conv = torch.randn(2), torch.randn(1, 2, 1, 1)
expect("zip: old DenseNet", saved({"features.denseblock1.denselayer12.norm.1.weight": norm, "features.denseblock1.denselayer12.conv.2.weight": conv}, True),
       {"features.denseblock1.denselayer12.norm1.weight": norm, "features.denseblock1.denselayer12.conv2.weight": conv})

# As in 2017: Python 2's texts, Parameter, _rebuild_tensor, a part of a storage, and a dictionary made from pairs.
def short(s):
    return b"U" + bytes([len(s)]) + s.encode()


part = tup(short("storage"), glob("torch", "FloatStorage"), short("94"), short("cuda:0"), b"K\x0c", tup(short("95"), b"K\x04", b"K\x06")) + b"Q"
parameter = (glob("torch.nn.parameter", "Parameter") + glob("torch._utils", "_rebuild_tensor") + tup(part, b"K\x01", b"K\x02\x85", b"K\x02\x85") + b"R\x85\x81"
             + tup(b"\x88\x89", glob("collections", "OrderedDict") + b")R") + b"b")
expect("pickled: as in 2017", old(glob("collections", "OrderedDict") + b"](](" + short("fc.bias") + parameter + b"ee\x85R", ("94",),
                                  struct.pack("<q12f", 12, *line.tolist())), {"fc.bias": line[[5, 7]]})

def safetensors(tensors, **more):
    header, data = dict(more), b""
    names = {"Float16": "F16", "BFloat16": "BF16", "Float32": "F32", "Float64": "F64", "Int64": "I64", "UInt8": "U8", "Bool": "BOOL"}
    for name, t in tensors.items():
        raw = bytes(t.contiguous().reshape(-1).view(torch.uint8).tolist()) if t.dim() else struct.pack("<q", int(t))
        header[name] = {"dtype": names[TYPES[t.dtype]], "shape": list(t.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    return safe(header, data)


kinds = {key: everything[key].clone() for key in ("half", "bfloat", "double", "steps", "upper", "empty", "uint8")}
expect("safetensors: kinds", safetensors(kinds, __metadata__={"format": "pt"}), kinds)
expect("safetensors: compact", safetensors({"a": line[:4], "b": line[4:].half()}), {"a": line[:4], "b": line[4:].half()})

# Bad: more than weights -------------------------------------------------------------------------------------------

NOT_NEEDED = ", which a checkpoint of weights does not need; nothing of the file was run. If you trust it, load it with PyTorch and save its state_dict() alone"
for wrap, form in ((archive, "zip"), (old, "pickled")):
    refuse(f"{form}: GLOBAL", wrap(glob("os", "system") + text("true") + b"\x85R"), "asks for os.system" + NOT_NEEDED)
    refuse(f"{form}: STACK_GLOBAL", wrap(text("posix") + text("system") + b"\x93" + text("true") + b"\x85R"), "asks for posix.system" + NOT_NEEDED)
    refuse(f"{form}: REDUCE", wrap(state(glob("builtins", "eval") + text("1 + 1") + b"\x85R")), "asks for builtins.eval" + NOT_NEEDED)
    refuse(f"{form}: INST", wrap(b"(" + text("true") + b"ios\nsystem\n"), "asks for os.system" + NOT_NEEDED)
    refuse(f"{form}: OBJ", wrap(b"(" + glob("os", "system") + text("true") + b"o"), "asks for os.system" + NOT_NEEDED)
refuse("INST of a known name", archive(b"(icollections\nOrderedDict\n"), "makes an instance of collections.OrderedDict" + NOT_NEEDED)
refuse("OBJ of a known name", archive(b"(" + glob("collections", "OrderedDict") + b"o"), "uses the pickle opcode 0x6f" + NOT_NEEDED)
refuse("EXT1", archive(b"\x82\x01"), "uses the pickle opcode 0x82")
refuse("NEWOBJ_EX", archive(glob("collections", "OrderedDict") + b")}\x92"), "uses the pickle opcode 0x92")
refuse("text persistent id", archive(b"Pabc\n"), "uses the pickle opcode 0x50")
refuse("bytes in a storage's clothes", archive(glob("torch.storage", "_load_from_bytes") + text("x") + b"\x85R"), "asks for torch.storage._load_from_bytes")
refuse("names with dots", archive(text("collections") + text("OrderedDict.fromkeys") + b"\x93"), "asks for collections.OrderedDict.fromkeys")
refuse("a name that steers a terminal", archive(text("os\x1b[2J\n") + text("x") + b"\x93"), "asks for os?[2J .x")
refuse("a name that is no text", archive(whole(1) + text("x") + b"\x93"), "asks for a name that is no text")
refuse("a call of a storage's class", archive(glob("torch", "FloatStorage") + whole(8) + b"\x85R"), "calls torch.FloatStorage with 1 arguments")
refuse("a call of a text", archive(text("os.system") + text("true") + b"\x85R"), "calls what is no function")
refuse("attributes of a list", archive(b"]" + b"}b"), "sets attributes of what is neither dictionary nor parameter")
refuse("negated values", archive(state(rebuilt()[:-2] + b"}" + text("neg") + b"\x88s" + b"tR")), "calls torch._utils._rebuild_tensor_v2 with 7 arguments")
refuse("a whole network", saved(torch.nn.Linear(2, 2), True), "asks for torch.nn.modules.linear.Linear")
refuse("a whole network, pickled", saved(torch.nn.Linear(2, 2), False), "asks for torch.nn.modules.linear.Linear")
program = io.BytesIO()
torch.jit.save(torch.jit.trace(torch.nn.ReLU(), torch.zeros(1)), program)
refuse("a program", program.getvalue(), "is a TorchScript program")

# Bad: persistent ids ----------------------------------------------------------------------------------------------

refuse("id: source of a class", old(tup(text("module"), glob("collections", "OrderedDict"), text("x.py"), text("")) + b"Q"), "points outside of its pickle")
refuse("id: text", archive(text("0") + b"Q"), "points outside of its pickle")
refuse("id: short", archive(tup(text("storage"), glob("torch", "FloatStorage")) + b"Q"), "names a storage in another form")
refuse("id: key of another kind", archive(tup(text("storage"), glob("torch", "FloatStorage"), whole(0), text("cpu"), whole(8)) + b"Q"), "names a storage in another form")
refuse("id: no storage's class", archive(tup(text("storage"), glob("torch", "Size"), text("0"), text("cpu"), whole(8)) + b"Q"), "names a storage of 8 values of torch.Size")
refuse("id: negative count", archive(storage(count=-1)), "names a storage of -1 values")
refuse("id: part outside", old(tup(text("storage"), glob("torch", "FloatStorage"), text("0"), text("cpu"), whole(8), tup(text("1"), whole(5), whole(4))) + b"Q"), "names a part of a storage")
refuse("id: two types", archive(b"]" + storage() + b"a" + storage(kind="IntStorage") + b"a"), "announces the storage 0 twice")
refuse("id: path", archive(state(rebuilt(store=storage("../data.pkl")))), "lacks the storage ../data.pkl")

# Bad: numbers -----------------------------------------------------------------------------------------------------

OUTSIDE = "does not lie within its storage of 8 values"
refuse("negative stride", archive(state(rebuilt((2, 2), (-1, 1), 4))), "tensor a has a negative side, stride or offset")
refuse("negative side", archive(state(rebuilt((-2,), (1,)))), "tensor a has a negative side, stride or offset")
refuse("negative offset", archive(state(rebuilt((2,), (1,), -1))), "makes a tensor of other things")
refuse("too long", archive(state(rebuilt((9,), (1,)))), "tensor a [9] " + OUTSIDE)
refuse("stride leaves", archive(state(rebuilt((3,), (4,)))), "tensor a [3] " + OUTSIDE)
refuse("offset leaves", archive(state(rebuilt((2,), (1,), 7))), OUTSIDE)
refuse("empty and far away", archive(state(rebuilt((0,), (1,), 9))), OUTSIDE)
refuse("one value over and over", archive(state(rebuilt((10**9, 10**9), (0, 0)))), OUTSIDE)
refuse("product overflows", archive(state(rebuilt((2**33, 2**33), (0, 0)))), OUTSIDE)
refuse("step overflows", archive(state(rebuilt((3,), (2**62,)))), OUTSIDE)
refuse("sides and strides", archive(state(rebuilt((2, 2), (1,)))), "tensor a has 2 sides and 1 strides")
refuse("too many sides", archive(state(rebuilt((1,) * 17, (1,) * 17))), "makes a tensor of other things")
refuse("sides of text", archive(state(rebuilt().replace(tup(whole(8)), tup(text("8"))))), "no whole numbers")
refuse("sides beyond 64 bits", archive(state(rebuilt().replace(tup(whole(8)), tup(b"\x8a\x09" + b"\xff" * 8 + b"\0")))), "no whole numbers")
refuse("a number of 200 bytes", archive(b"\x8a\xc8" + bytes(200)), "has a whole number of 200 bytes")

# Bad: containers --------------------------------------------------------------------------------------------------

refuse("a tensor twice", archive(b"}(" + text("a") + rebuilt() + text("a") + rebuilt() + b"u"), "has the tensor a twice")
refuse("a name too long", archive(state(rebuilt(), "a" * 1025)), "longer than 1024 characters")
refuse("a name of two lines", archive(state(rebuilt(), "a\nb")), "has control characters")
refuse("no tensor", archive(state(text("b"))), "'a' is no tensor")
refuse("no name", archive(b"}" + whole(1) + rebuilt() + b"s"), "has a tensor without a name")
refuse("no dictionary", archive(rebuilt()), "holds no dictionary of tensors")
refuse("nothing", archive(b"}"), "holds no tensors")
refuse("nothing on the stack", archive(b""), "has a damaged pickle")
refuse("two on the stack", archive(b"}}"), "has a damaged pickle")
refuse("below the mark", archive(b"}(" + b"\x85"), "has a damaged pickle")
refuse("no mark", archive(b"}t"), "has a damaged pickle")
refuse("odd items", archive(b"}(" + text("a") + b"u"), "sets items of what is no dictionary")
refuse("memo not kept", archive(b"h\x07"), "has a damaged pickle")
refuse("memo of a mark", archive(b"(q\0"), "has a damaged pickle")
refuse("text of 4 GB", archive(b"X\xff\xff\xff\xff"), "ends too early")
refuse("text of 2^64 bytes", archive(b"\x8d" + b"\xff" * 8), "ends too early")
refuse("no UTF-8", archive(b"X\x01\0\0\0\xff"), "that is no UTF-8")
refuse("an endless line", archive(b"c" + b"a" * 300), "has a line of more than 256 bytes")
refuse("a list within itself", archive(state(b"]q\0h\0a")), "'a' is no tensor")
refuse("a list of lists of lists", archive(state(tup(b"]q\0", *(b"](" + (b"h" + bytes([i])) * 10 + b"eq" + bytes([i + 1]) for i in range(40))))), "'a' is no tensor")

# Bad: files -------------------------------------------------------------------------------------------------------

refuse("old: another count", old(state(rebuilt()), data=struct.pack("<q", 9) + bytes(36)), "storage 0 has 9 values where 8 are announced")
refuse("old: unknown key", old(state(rebuilt()), ("1",)), "lists a storage that no tensor uses")
refuse("old: key twice", old(state(rebuilt()), ("0", "0"), (struct.pack("<q", 8) + bytes(32)) * 2), "lists the storage 0 twice")
refuse("old: key missing", old(state(rebuilt()), (), b""), "lacks the storage 0")
refuse("old: too large a storage", old(state(rebuilt((2**60,), (1,), store=storage(count=2**60))), data=struct.pack("<q", 2**60)), "ends too early")
refuse("old: other byte order", old(state(rebuilt()), little=b"\x89"), "with another byte order")
refuse("old: other protocol", old(state(rebuilt()), protocol=1002), "is a pickle, but not one that torch.save wrote")
refuse("another pickle", b"\x80\x02}.", "is a pickle, but not one that torch.save wrote")
refuse("zip: storage missing", archive(state(rebuilt()), {}), "lacks the storage 0")
refuse("zip: storage of another size", archive(state(rebuilt()), {"0": bytes(36)}), "storage 0 has 36 bytes, not 8 values of Float32")
refuse("zip: size overflows", archive(state(rebuilt((2**62,), (1,), store=storage(count=2**62)))), "storage 0 has 32 bytes")
refuse("zip: compressed", archive(state(rebuilt()), method=zipfile.ZIP_DEFLATED), "x/data.pkl is compressed or encrypted")
refuse("zip: name twice", archive(state(rebuilt()), extra=[("x/data/0", bytes(32))]), "x/data/0 stands in it twice")
refuse("zip: other byte order", archive(state(rebuilt()), extra=[("x/byteorder", b"big")]), "with another byte order")
refuse("zip: two pickles", archive(state(rebuilt()), extra=[("y/data.pkl", b"")]), "but not one that torch.save wrote")
refuse("zip: something else", archive(b"").replace(b"data.pkl", b"data.txt"), "but not one that torch.save wrote")
tar = io.BytesIO()
with tarfile.open(fileobj=tar, mode="w") as t:
    t.addfile(tarfile.TarInfo("sys_info"))
refuse("tar", tar.getvalue()[:1024], "is in PyTorch's tar form of 2016")
refuse("a page", b"<!DOCTYPE html><title>404</title>", "is neither a PyTorch checkpoint nor a safetensors file")
refuse("nothing at all", b"", "is empty")

F = {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}
refuse("safe: header of 10 GB", safe({"a": F}, bytes(8), 10 << 30), "announces a header of 10737418240 bytes")
refuse("safe: header of 2^64 bytes", safe({"a": F}, bytes(8), 2**64 - 1), "announces a header of")
refuse("safe: header beyond the end", safe({"a": F}, bytes(8), 1 << 20), "ends too early")
refuse("safe: name twice", safe('{"a": %s, "a": %s}' % ((json.dumps(F),) * 2), bytes(8)), "no safetensors header")
refuse("safe: offset outside", safe({"a": dict(F, data_offsets=[0, 16], shape=[4])}, bytes(8)), "has 8 bytes of values where 16 are announced")
refuse("safe: offset beyond 64 bits", safe({"a": dict(F, data_offsets=[0, 2**64])}, bytes(8)), "no safetensors header")
refuse("safe: overlap", safe({"a": F, "b": dict(F, data_offsets=[4, 12])}, bytes(12)), "tensor b overlaps another")
refuse("safe: gap", safe({"a": F, "b": dict(F, data_offsets=[12, 20])}, bytes(20)), "tensor b overlaps another, leaves a gap")
refuse("safe: end before begin", safe({"a": dict(F, data_offsets=[8, 0])}, bytes(8)), "tensor a ends before it begins")
refuse("safe: negative offset", safe({"a": dict(F, data_offsets=[-8, 0])}, bytes(8)), "tensor a ends before it begins")
refuse("safe: one offset", safe({"a": dict(F, data_offsets=[0])}, bytes(8)), "has not two offsets")
refuse("safe: size of another shape", safe({"a": dict(F, shape=[1])}, bytes(8)), "has not the size of its shape")
refuse("safe: negative side", safe({"a": dict(F, shape=[-2])}, bytes(8)), "has a negative side")
refuse("safe: shape overflows", safe({"a": dict(F, shape=[2**32, 2**32, 2])}, bytes(8)), "does not lie within its storage of 2 values")
refuse("safe: fractional side", safe({"a": dict(F, shape=[2.5])}, bytes(8)), "no safetensors header")
refuse("safe: trailing bytes", safe({"a": F}, bytes(9)), "has 9 bytes of values where 8 are announced")
refuse("safe: unknown type", safe({"a": dict(F, dtype="F8_E4M3")}, bytes(8)), "is of the type F8_E4M3, which is not read")
refuse("safe: no shape", safe({"a": {"dtype": "F32", "data_offsets": [0, 8]}}, bytes(8)), "no safetensors header")
refuse("safe: no object", safe({"a": 1}), "no safetensors header")
refuse("safe: cut header", safe('{"a": '), "no safetensors header")
refuse("safe: half a surrogate", safe('{"\\ud800": %s}' % json.dumps(F), bytes(8)), "no safetensors header")
refuse("safe: deep", safe('{"a": ' + "[" * 1000 + "]" * 1000 + "}"), "no safetensors header")

print("{")
for kind, files in (("good", good), ("bad", bad)):
    print(f' "{kind}": {{')
    print(",\n".join(f"  {json.dumps(name)}: {json.dumps(file)}" for name, file in files.items()))
    print(" }," if kind == "good" else " }")
print("}")
