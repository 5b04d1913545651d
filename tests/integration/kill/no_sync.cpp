// Loaded before the program in a control run: a disk that says that it has written and has not.
extern "C" {
int fsync(int) { return 0; }
int fdatasync(int) { return 0; }
int sync_file_range(int, long, long, unsigned) { return 0; }
}
