/* Wasmtime's C API and nothing else: what the sandbox's own cost is held against.
 *
 *   bare LIBRARY runs MODULE ROUNDS RUNS          ns of processor time a run, a line a round
 *   bare LIBRARY program MODULE FOLDER RUNS MODE  ns between bench.start and bench.end, a line a run
 *
 * MODE is metered (fuel and epochs, as the sandbox has them) or bare (neither). The declarations are those of the C API
 * of Wasmtime 50, as far as they are used here; the library is loaded at run time.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

typedef struct { size_t size; char *data; } bytes_t;
typedef struct { uint64_t store; void *private; } func_t;
typedef struct { uint64_t store; uint64_t index; } instance_t;
typedef struct { uint8_t kind; uint64_t of[3]; } extern_t;
typedef struct { uint64_t low, high; } slot_t;
typedef void *(*callback_t)(void *, void *, slot_t *, size_t);

static void *library;

static void fail(const char *what) {
  fprintf(stderr, "bare: %s\n", what);
  exit(1);
}

static void *symbol(const char *name) {
  void *found = dlsym(library, name);
  if (!found) fail(name);
  return found;
}

#define CALL(result, name, parameters, ...) (((result(*) parameters)symbol(#name))(__VA_ARGS__))

static void check(void *error, const char *what) {
  if (!error) return;
  bytes_t text;
  CALL(void, wasmtime_error_message, (void *, bytes_t *), error, &text);
  fprintf(stderr, "bare: %s: %.*s\n", what, (int)text.size, text.data);
  exit(1);
}

static void set(void *config, const char *name, bool on) { ((void (*)(void *, bool))symbol(name))(config, on); }

static void size(void *config, const char *name, uint64_t value) { ((void (*)(void *, uint64_t))symbol(name))(config, value); }

/* The settings of SandboxEngine. */
static void *new_engine(bool metered) {
  void *config = CALL(void *, wasm_config_new, (void));
  CALL(void, wasmtime_config_cranelift_opt_level_set, (void *, uint8_t), config, 1);
  set(config, "wasmtime_config_consume_fuel_set", metered);
  set(config, "wasmtime_config_epoch_interruption_set", metered);
  set(config, "wasmtime_config_cranelift_nan_canonicalization_set", true);
  set(config, "wasmtime_config_wasm_relaxed_simd_deterministic_set", true);
  static const char *off[] = {"concurrency_support", "gc_support", "shared_memory", "wasm_component_model",
                              "wasm_custom_page_sizes", "wasm_exceptions", "wasm_function_references", "wasm_gc",
                              "wasm_memory64", "wasm_multi_memory", "wasm_stack_switching", "wasm_threads",
                              "wasm_wide_arithmetic"};
  for (size_t i = 0; i < sizeof off / sizeof *off; i++) {
    char name[64];
    snprintf(name, sizeof name, "wasmtime_config_%s_set", off[i]);
    set(config, name, false);
  }
  size(config, "wasmtime_config_max_wasm_stack_set", 512 * 1024);
  size(config, "wasmtime_config_memory_reservation_set", 1ull << 32);
  size(config, "wasmtime_config_memory_guard_size_set", 32ull << 20);
  void *pool = CALL(void *, wasmtime_pooling_allocation_config_new, (void));
#define POOL(name, value) size(pool, "wasmtime_pooling_allocation_config_" name "_set", value)
  ((void (*)(void *, uint32_t))symbol("wasmtime_pooling_allocation_config_total_core_instances_set"))(pool, 64);
  ((void (*)(void *, uint32_t))symbol("wasmtime_pooling_allocation_config_total_memories_set"))(pool, 64);
  ((void (*)(void *, uint32_t))symbol("wasmtime_pooling_allocation_config_total_tables_set"))(pool, 256);
  ((void (*)(void *, uint32_t))symbol("wasmtime_pooling_allocation_config_max_tables_per_module_set"))(pool, 4);
  ((void (*)(void *, uint32_t))symbol("wasmtime_pooling_allocation_config_total_stacks_set"))(pool, 0);
  POOL("max_memory_size", 8192ull * 65536);
  POOL("table_elements", 65536);
  POOL("max_core_instance_size", 4 << 20);
  POOL("linear_memory_keep_resident", 256 * 1024);
  POOL("table_keep_resident", 256 * 1024);
  CALL(void, wasmtime_pooling_allocation_strategy_set, (void *, void *), config, pool);
  return CALL(void *, wasm_engine_new_with_config, (void *), config);
}

static void *ticker(void *engine) {
  void (*increment)(void *) = symbol("wasmtime_engine_increment_epoch");
  for (;;) {
    usleep(10000);
    increment(engine);
  }
  return NULL;
}

static bytes_t file(const char *name) {
  FILE *in = fopen(name, "rb");
  if (!in) fail(name);
  bytes_t bytes = {0, malloc(64 << 20)};
  bytes.size = fread(bytes.data, 1, 64 << 20, in);
  fclose(in);
  if (strstr(name, ".wat")) {
    bytes_t wasm;
    check(CALL(void *, wasmtime_wat2wasm, (const char *, size_t, bytes_t *), bytes.data, bytes.size, &wasm), name);
    return wasm;
  }
  return bytes;
}

static void *compile(void *engine, const char *name) {
  bytes_t wasm = file(name);
  void *module;
  check(CALL(void *, wasmtime_module_new, (void *, const char *, size_t, void **), engine, wasm.data, wasm.size, &module), name);
  free(wasm.data);
  return module;
}

static uint64_t nanos(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return now.tv_sec * 1000000000ull + now.tv_nsec;
}

/* A host function that finds the caller's memory by name, as any embedder does, and writes two numbers to it. */
static bool (*caller_export)(void *, const char *, size_t, extern_t *);
static char *(*memory_data)(void *, const void *);
static void *(*caller_context)(void *);

static void *sizes(void *environment, void *caller, slot_t *slots, size_t count) {
  extern_t memory;
  if (!caller_export(caller, "memory", 6, &memory)) fail("no memory");
  char *data = memory_data(caller_context(caller), &memory.of);
  uint32_t first = (uint32_t)slots[0].low, second = (uint32_t)slots[1].low;
  memset(data + first, 0, 4);
  memset(data + second, 0, 4);
  slots[0].low = 0;
  return NULL;
}

/* Stands for all other imports: answers 0. */
static void *zero(void *environment, void *caller, slot_t *slots, size_t count) {
  if (count) slots[0].low = 0;
  return NULL;
}

static void *i32s(size_t parameters, size_t results) {
  bytes_t in = {parameters, malloc(8 * 8)}, out = {results, malloc(8 * 8)};
  for (size_t i = 0; i < parameters; i++) ((void **)in.data)[i] = CALL(void *, wasm_valtype_new, (uint8_t), 0);
  for (size_t i = 0; i < results; i++) ((void **)out.data)[i] = CALL(void *, wasm_valtype_new, (uint8_t), 0);
  return CALL(void *, wasm_functype_new, (bytes_t *, bytes_t *), &in, &out);
}

static void define(void *linker, const char *module, const char *name, size_t parameters, size_t results, callback_t body) {
  check(CALL(void *, wasmtime_linker_define_func_unchecked,
             (void *, const char *, size_t, const char *, size_t, void *, callback_t, void *, void *), linker, module,
             strlen(module), name, strlen(name), i32s(parameters, results), body, NULL, NULL), name);
}

static void runs(const char *name, int rounds, int count) {
  void *engine = new_engine(true);
  pthread_t thread;
  pthread_create(&thread, NULL, ticker, engine);
  void *module = compile(engine, name);
  void *linker = CALL(void *, wasmtime_linker_new, (void *), engine);
  define(linker, "wasi_snapshot_preview1", "environ_sizes_get", 2, 1, sizes);
  define(linker, "wasi_snapshot_preview1", "fd_write", 4, 1, zero);
  void *pre;
  check(CALL(void *, wasmtime_linker_instantiate_pre, (void *, void *, void **), linker, module, &pre), "pre");
  caller_export = symbol("wasmtime_caller_export_get");
  caller_context = symbol("wasmtime_caller_context");
  memory_data = symbol("wasmtime_memory_data");
  void *(*store_new)(void *, void *, void *) = symbol("wasmtime_store_new");
  void *(*store_context)(void *) = symbol("wasmtime_store_context");
  void (*limiter)(void *, int64_t, int64_t, int64_t, int64_t, int64_t) = symbol("wasmtime_store_limiter");
  void *(*set_fuel)(void *, uint64_t) = symbol("wasmtime_context_set_fuel");
  void *(*get_fuel)(void *, uint64_t *) = symbol("wasmtime_context_get_fuel");
  void (*deadline)(void *, uint64_t) = symbol("wasmtime_context_set_epoch_deadline");
  void *(*instantiate)(void *, void *, instance_t *, void **) = symbol("wasmtime_instance_pre_instantiate");
  bool (*export_get)(void *, void *, const char *, size_t, extern_t *) = symbol("wasmtime_instance_export_get");
  void *(*call)(void *, void *, slot_t *, size_t, void **) = symbol("wasmtime_func_call_unchecked");
  size_t (*memory_size)(void *, const void *) = symbol("wasmtime_memory_data_size");
  void (*store_delete)(void *) = symbol("wasmtime_store_delete");
  for (int round = 0; round < rounds; round++) {
    uint64_t start = nanos(CLOCK_THREAD_CPUTIME_ID);
    for (int i = 0; i < count; i++) {
      void *store = store_new(engine, NULL, NULL), *context = store_context(store), *trap = NULL;
      limiter(store, 8192ll * 65536, 65536, 1, 4, 1);
      check(set_fuel(context, 10000000000ull), "fuel");
      deadline(context, 1000);
      instance_t instance;
      check(instantiate(pre, context, &instance, &trap), "instantiate");
      extern_t entry, memory;
      slot_t slots[1];
      uint64_t fuel;
      export_get(context, &instance, "_start", 6, &entry);
      check(call(context, entry.of, slots, 1, &trap), "call");
      if (trap) fail("a trap");
      check(get_fuel(context, &fuel), "fuel");
      export_get(context, &instance, "memory", 6, &memory);
      if (!memory_size(context, memory.of)) fail("no memory");
      store_delete(store);
    }
    printf("%.1f\n", (double)(nanos(CLOCK_THREAD_CPUTIME_ID) - start) / count);
    fflush(stdout);
  }
}

static uint64_t started, ended;

static void *bench_start(void *environment, void *caller, slot_t *slots, size_t count) {
  started = nanos(CLOCK_THREAD_CPUTIME_ID);
  return NULL;
}

static void *bench_end(void *environment, void *caller, slot_t *slots, size_t count) {
  ended = nanos(CLOCK_THREAD_CPUTIME_ID);
  return NULL;
}

static void program(const char *name, const char *folder, int count, bool metered) {
  void *engine = new_engine(metered);
  pthread_t thread;
  if (metered) pthread_create(&thread, NULL, ticker, engine);
  void *module = compile(engine, name);
  void *linker = CALL(void *, wasmtime_linker_new, (void *), engine);
  check(CALL(void *, wasmtime_linker_define_wasi, (void *), linker), "wasi");
  define(linker, "bench", "start", 0, 0, bench_start);
  define(linker, "bench", "end", 0, 0, bench_end);
  void *pre;
  check(CALL(void *, wasmtime_linker_instantiate_pre, (void *, void *, void **), linker, module, &pre), "pre");
  for (int i = 0; i < count; i++) {
    void *store = CALL(void *, wasmtime_store_new, (void *, void *, void *), engine, NULL, NULL);
    void *context = CALL(void *, wasmtime_store_context, (void *), store);
    void *wasi = CALL(void *, wasi_config_new, (void));
    if (!CALL(bool, wasi_config_preopen_dir, (void *, const char *, const char *, size_t, size_t), wasi, folder, ".", 1, 1)) fail(folder);
    check(CALL(void *, wasmtime_context_set_wasi, (void *, void *), context, wasi), "wasi");
    if (metered) {
      CALL(void, wasmtime_context_set_fuel, (void *, uint64_t), context, 1000000000000ull);
      CALL(void, wasmtime_context_set_epoch_deadline, (void *, uint64_t), context, 1000000);
    }
    instance_t instance;
    void *trap = NULL;
    check(CALL(void *, wasmtime_instance_pre_instantiate, (void *, void *, instance_t *, void **), pre, context, &instance, &trap), "instantiate");
    extern_t entry;
    slot_t slots[1];
    CALL(bool, wasmtime_instance_export_get, (void *, void *, const char *, size_t, extern_t *), context, &instance, "_start", 6, &entry);
    started = ended = 0;
    void *error = CALL(void *, wasmtime_func_call_unchecked, (void *, void *, slot_t *, size_t, void **), context, entry.of, slots, 1, &trap);
    int status = 0;
    if (error && !(CALL(bool, wasmtime_error_exit_status, (void *, int *), error, &status) && status == 0)) check(error, "call");
    if (trap || ended < started || !started) fail("the program did not end well");
    printf("%llu\n", (unsigned long long)(ended - started));
    fflush(stdout);
    CALL(void, wasmtime_store_delete, (void *), store);
  }
}

int main(int count, char **arguments) {
  if (count < 6) fail("usage: bare LIBRARY runs MODULE ROUNDS RUNS | program MODULE FOLDER RUNS MODE");
  library = dlopen(arguments[1], RTLD_NOW);
  if (!library) fail(dlerror());
  if (!strcmp(arguments[2], "runs"))
    runs(arguments[3], atoi(arguments[4]), atoi(arguments[5]));
  else
    program(arguments[3], arguments[4], atoi(arguments[5]), !strcmp(arguments[6], "metered"));
  return 0;
}
