// Uses files as programs do, through wasi-libc: paths from the root, paths without one, links, listings, large files.
// Ends with the number of the line that did not hold, or writes "ok" and what it found in the shipped file.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void require(int holds, int line) {
    if (!holds) {
        fprintf(stderr, "line %d: %s\n", line, strerror(errno));
        exit(line);
    }
}
#define REQUIRE(holds) require((holds) != 0, __LINE__)

static char shipped[64];

static void read_shipped(void) {
    FILE *file = fopen("/data/greeting.txt", "r");
    REQUIRE(file);
    REQUIRE(fgets(shipped, sizeof shipped, file));
    REQUIRE(fclose(file) == 0);
    file = fopen("data/greeting.txt", "r");
    REQUIRE(file);
    REQUIRE(fclose(file) == 0);
    REQUIRE(fopen("/data/greeting.txt", "a") == NULL && errno == EROFS);
    REQUIRE(fopen("/new", "w") == NULL && errno == EROFS);
    REQUIRE(mkdir("/new", 0777) == -1 && errno == EROFS);
    REQUIRE(fopen("/../etc/passwd", "r") == NULL);
    REQUIRE(fopen("/etc/passwd", "r") == NULL && errno == ENOENT);
}

static int entries(const char *path) {
    DIR *directory = opendir(path);
    REQUIRE(directory);
    int count = 0;
    while (readdir(directory)) {
        count++;
    }
    REQUIRE(closedir(directory) == 0);
    return count;
}

static void write_temporary(void) {
    FILE *file = fopen("/tmp/numbers", "w+");
    REQUIRE(file);
    for (int i = 0; i < 5000; i++) {
        REQUIRE(fprintf(file, "%05d\n", i) == 6);
    }
    REQUIRE(fseek(file, 6 * 3123, SEEK_SET) == 0);
    int number = 0;
    REQUIRE(fscanf(file, "%d", &number) == 1 && number == 3123);
    REQUIRE(fclose(file) == 0);
    struct stat info;
    REQUIRE(stat("tmp/numbers", &info) == 0 && info.st_size == 30000 && S_ISREG(info.st_mode));
}

static void change_names(void) {
    REQUIRE(mkdir("/tmp/folder", 0777) == 0);
    REQUIRE(rename("/tmp/numbers", "/tmp/folder/numbers") == 0);
    REQUIRE(link("/tmp/folder/numbers", "/tmp/second") == 0);
    REQUIRE(symlink("folder/numbers", "/tmp/link") == 0);
    struct stat info;
    REQUIRE(stat("/tmp/link", &info) == 0 && info.st_nlink == 2);
    REQUIRE(lstat("/tmp/link", &info) == 0 && S_ISLNK(info.st_mode));
    REQUIRE(entries("/tmp") == 5);
    REQUIRE(entries("/") == 4);
    REQUIRE(rmdir("/tmp/folder") == -1 && errno == ENOTEMPTY);
    REQUIRE(truncate("/tmp/second", 10) == 0);
    REQUIRE(stat("/tmp/link", &info) == 0 && info.st_size == 10);
    REQUIRE(unlink("/tmp/second") == 0);
    REQUIRE(unlink("/tmp/folder/numbers") == 0);
    REQUIRE(stat("/tmp/link", &info) == -1 && errno == ENOENT);
    REQUIRE(unlink("/tmp/link") == 0);
    REQUIRE(rmdir("/tmp/folder") == 0);
    REQUIRE(entries("/tmp") == 2);
}

static void fill(void) {
    int file = open("/tmp/large", O_CREAT | O_WRONLY | O_APPEND, 0666);
    REQUIRE(file >= 0);
    static char block[65536];
    long total = 0;
    for (;;) {
        ssize_t count = write(file, block, sizeof block);
        if (count < 0) {
            break;
        }
        total += count;
    }
    REQUIRE(errno == ENOSPC);
    REQUIRE(total == atol(getenv("ROOM")));
    REQUIRE(close(file) == 0);
    REQUIRE(unlink("/tmp/large") == 0);
}

static void open_many(void) {
    int opened = 0;
    while (open("/data/greeting.txt", O_RDONLY) >= 0) {
        opened++;
    }
    REQUIRE(errno == EMFILE);
    REQUIRE(opened == atoi(getenv("DESCRIPTORS")) - 5);
}

int main(void) {
    read_shipped();
    write_temporary();
    change_names();
    fill();
    open_many();
    printf("ok %s", shipped);
    return 0;
}
