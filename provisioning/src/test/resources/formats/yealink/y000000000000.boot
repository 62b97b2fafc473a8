#!version:1.0.0.1
[T46S,T48S]include:config "y000000000066.cfg"
[T42S]include:config <y000000000067.cfg>
include:config "001122334455.cfg"
overwrite_mode = 1
