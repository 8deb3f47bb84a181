#include "account.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "str.h"
#include "zio.h"

void
account_init(struct account *a, const char *stage)
{
	*a = (struct account){ .stage = stage };
	clock_gettime(CLOCK_MONOTONIC, &a->begin);
}

void
account_add(struct account *a, const char *name, uint64_t n)
{
	size_t i = 0;

	while (i < a->n_counts && strcmp(a->count[i].name, name) != 0)
		i++;
	assert(i < ACCOUNT_COUNTS);
	if (i == a->n_counts)
		a->count[a->n_counts++].name = name;
	a->count[i].n += n;
}

bool
account_write(const struct account *a, const char *dir, struct err *e)
{
	struct timespec now;
	struct rusage usage;
	struct buf text = { 0 };
	char path[4096];

	clock_gettime(CLOCK_MONOTONIC, &now);
	getrusage(RUSAGE_SELF, &usage);
	double seconds = (double)(now.tv_sec - a->begin.tv_sec) + 1e-9 * (double)(now.tv_nsec - a->begin.tv_nsec);
	double cpu = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
	    1e-6 * (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
	buf_addf(&text, "{\"stage\": \"%s\"", a->stage);
	for (size_t i = 0; i < a->n_counts; i++)
		buf_addf(&text, ", \"%s\": %llu", a->count[i].name, (unsigned long long)a->count[i].n);
	buf_addf(&text, ", \"seconds\": %.3f, \"cpu_seconds\": %.3f, \"peak_bytes\": %ld}\n", seconds, cpu,
	    usage.ru_maxrss * 1024);
	snprintf(path, sizeof path, "%s/account.json", dir);
	struct zout *out = zout_create(path, 0, e);
	bool ok = out != NULL;
	if (ok)
		zout_write(out, buf_str(&text));
	ok = ok && zout_commit(out, e);
	zout_close(out);
	buf_release(&text);
	return ok;
}
