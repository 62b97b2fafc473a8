# U-Boot's script: takes the first system of BOOT_ORDER that has tries left, counts the try down
# before it starts, so that a system that never says "good" is left after three of them.
setenv BOOT_ORDER "A B"
setenv BOOT_A_LEFT 3
setenv BOOT_B_LEFT 3
setenv overlays ""
setenv extra ""
if test "${board}" = "rpi"; then
  setenv k 0x00080000; setenv kernel_comp_addr_r 0x08000000; setenv r 0x10000000; setenv f 0x0e000000; setenv o 0x0e100000
else
  setenv k 0x40400000; setenv kernel_comp_addr_r 0x48000000; setenv r 0x50000000; setenv f 0x4e000000; setenv o 0x4e100000
fi
setenv kernel_comp_size 0x06000000
if load ${devtype} ${devnum}:1 ${r} truce.env; then env import -c ${r} 0x4000 BOOT_ORDER BOOT_A_LEFT BOOT_B_LEFT; fi
if load ${devtype} ${devnum}:1 ${r} board.txt; then env import -t ${r} ${filesize} overlays extra; fi
setenv slot ""
for s in ${BOOT_ORDER}; do
  if test -n "${slot}"; then
    true
  elif test "${s}" = "A" -a 0x${BOOT_A_LEFT} -gt 0; then
    setexpr BOOT_A_LEFT ${BOOT_A_LEFT} - 1; setenv slot A; setenv part 2
  elif test "${s}" = "B" -a 0x${BOOT_B_LEFT} -gt 0; then
    setexpr BOOT_B_LEFT ${BOOT_B_LEFT} - 1; setenv slot B; setenv part 3
  fi
done
if test -z "${slot}"; then
  echo "truce: neither system started; both get three more tries"
  setenv BOOT_A_LEFT 3
  setenv BOOT_B_LEFT 3
fi
env export -c -s 0x4000 ${r} BOOT_ORDER BOOT_A_LEFT BOOT_B_LEFT
fatwrite ${devtype} ${devnum}:1 ${r} truce.env 0x4000
if test -z "${slot}"; then reset; fi
echo "truce: starting system ${slot} (A ${BOOT_A_LEFT}, B ${BOOT_B_LEFT} left)"

# The device tree of the system that is started, so that both change together; the start
# program's own where there is none for this machine.
setenv tree ${fdt_addr}
test -n "${tree}" || setenv tree ${fdtcontroladdr}
if test "${board}" = "rpi"; then
  setexpr name sub "broadcom/" "" "${fdtfile}"
  if load ${devtype} ${devnum}:${part} ${f} ${name}; then
    setenv tree ${f}
    fdt addr ${f}
    fdt resize 8192
    for name in ${overlays}; do
      if load ${devtype} ${devnum}:${part} ${o} overlays/${name}.dtbo; then fdt apply ${o}; fi
    done
  fi
  setenv console "console=ttyS1,115200 console=ttyAMA0,115200"
else
  setenv console "console=ttyAMA0,115200"
fi
setenv bootargs "${console} quiet loglevel=3 panic=3 truce.slot=${slot} rauc.slot=${slot} ${extra}"
if load ${devtype} ${devnum}:${part} ${k} vmlinuz.gz; then
  if load ${devtype} ${devnum}:${part} ${r} initrd.img; then
    booti ${k} ${r}:${filesize} ${tree}
  fi
fi
echo "truce: system ${slot} cannot be read"
reset
