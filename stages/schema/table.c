#include "table.h"

#define TABLE(name, published, title, meaning, key) static const struct column name##_columns[] = {
#define COLUMN(table, name, type, required, unit, meaning, example, values, references) \
	{ #name, type, required, unit, meaning, example, values, references },
#define END(name) };
#include "tables.def"
#undef TABLE
#undef COLUMN
#undef END

const struct table tables[N_TABLES] = {
#define TABLE(name, published, title, meaning, key) \
	{ #name, published, title, meaning, key, name##_columns, name##__n },
#define COLUMN(table, name, type, required, unit, meaning, example, values, references)
#define END(name)
#include "tables.def"
#undef TABLE
#undef COLUMN
#undef END
};

const struct table *
table_find(struct str name)
{
	for (size_t i = 0; i < N_TABLES; i++)
		if (str_eq(str_of(tables[i].name), name))
			return &tables[i];
	return NULL;
}

int
table_column(const struct table *t, struct str name)
{
	for (size_t i = 0; i < t->n_columns; i++)
		if (str_eq(str_of(t->column[i].name), name))
			return (int)i;
	return -1;
}
