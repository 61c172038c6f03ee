# component: the first eight bytes of a WebAssembly component, which is not a module.
printf '\0asm\x0d\0\x01\0'
