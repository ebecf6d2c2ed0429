"""Writes HDF5 files by h5py in the forms of several versions of HDF5: FOLDER/earliest.h5, v110.h5, latest.h5.

    keras record_hdf5.py FOLDER
"""
import sys

import h5py
import numpy as np

for version in ("earliest", "v110", "latest"):
    f = h5py.File(f"{sys.argv[1]}/{version}.h5", "w", libver=version)
    f.attrs["text"] = b"hello"
    f.attrs["letters"] = "h\u00e9llo"
    f.attrs["long"] = b"x" * 70000
    f.attrs["names"] = np.array([b"a", b"bbb"])
    f.attrs["empty"] = []
    f.attrs["texts"] = ["u", "vv"]
    f.attrs["number"] = 5
    many = f.create_group("many")
    for i in range(150):
        many.create_group(f"layer_{i}")
    attributes = f.create_group("attributes", track_order=version != "earliest")
    for i in range(60):
        attributes.attrs[f"a{i}"] = np.array([b"v%d" % i])
    attributes.attrs["huge"] = np.array([b"y" * 9000])
    d = np.arange(7 * 11 * 5, dtype="f4").reshape(7, 11, 5)
    data = f.create_group("data")
    data["plain"] = d
    data["hard"] = data["plain"]
    data["soft"] = h5py.SoftLink("/data/plain")
    data["loop"] = h5py.SoftLink("/data/loop")
    data["itself"] = data
    data["outside"] = h5py.ExternalLink("other.h5", "/x")
    if version != "latest":
        data.create_dataset("whole", data=d, chunks=d.shape, compression="gzip")
    if version == "earliest":
        data.create_dataset("chunks", data=d, chunks=(3, 4, 2))
        data.create_dataset("packed", data=d, chunks=(3, 4, 2), compression="gzip", shuffle=True, fletcher32=True)
        data.create_dataset("partly", shape=(40,), dtype="f4", chunks=(10,), fillvalue=2.5)[11:19] = 7
    else:
        data.create_dataset("chunks", data=d, chunks=(3, 4, 2))
    data.create_dataset("big_endian", data=d.astype(">f8"))
    data["half"] = d.astype("f2")
    data["uint32"] = np.array([1, 4294967295], "u4")
    data["int8"] = np.array([1, -2], "i1")
    data["bool"] = np.array([True, False])
    data["scalar"] = np.float32(3.5)
    data["int64"] = np.int64(77)
    data.create_dataset("nothing", shape=(0, 4), dtype="f4")
    data.create_dataset("unwritten", shape=(4,), dtype="f4", fillvalue=1.5)
    data["complex"] = np.array([1j])
    f.close()
