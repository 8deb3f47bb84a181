#include "plain.h"

#define N(list) (sizeof(list) / sizeof *(list))

static const char *const openings[] = {
	"import ", "from ", "def ", "class ", "@", "return ", "async def ", "await ", "const ", "let ", "var ", "function ",
	"public ", "private ", "protected ", "static ", "#include", "#!/", "#define", "<?php", "<?xml", "package ", "using ",
	"fn ", "func ", "struct ", "impl ", "module ", "SELECT ", "CREATE TABLE", "INSERT INTO", "ALTER TABLE", "DROP TABLE",
	">>> ", "... ", "$ ", "elif ", "except ", "print(", "console.", "require(", "export default", "defmodule ", "namespace ",
};
static const char *const commands[] = {
	"pip install ", "pip3 install ", "npm install", "npm run", "npm i ", "npx ", "yarn add ", "apt-get ", "sudo ", "brew install ", "docker run", "docker-compose ",
	"kubectl ", "git clone ", "curl -", "wget ", "python -", "python3 -", "source ", "export ", "cd ", "pyenv ", "gem install ",
	"bundle ", "rails new", "cargo ", "go get ", "go build", "mvn ", "gradle ", "conda ", "mkdir ", "chmod ", "make ", "composer require",
};

static bool
starts_any(struct str s, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (list[i][0] == s.p[0] && str_starts(s, str_of(list[i])))
			return true;
	return false;
}

enum { OPENS = 1, COMMANDS = 2 };

/* Which of the lists have a word that begins as S: most lines none. */
static unsigned
may_start(struct str s)
{
	static unsigned char first[256];
	static bool ready;

	for (size_t i = 0; !ready && i < N(openings); i++)
		first[(unsigned char)openings[i][0]] |= OPENS;
	for (size_t i = 0; !ready && i < N(commands); i++)
		first[(unsigned char)commands[i][0]] |= COMMANDS;
	ready = true;
	return first[(unsigned char)s.p[0]];
}

static bool
name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* name = value, name[i] += value, name==1.2, name := value */
static bool
assignment(struct str s)
{
	size_t i = 0;

	if (s.n == 0 || !(name_char(s.p[0]) || s.p[0] == '$') || (s.p[0] >= '0' && s.p[0] <= '9'))
		return false;
	while (i < s.n && (name_char(s.p[i]) || strchr(".$-[]\"'", s.p[i])) && s.p[i])
		i++;
	while (i < s.n && s.p[i] == ' ')
		i++;
	if (i + 1 >= s.n)
		return false;
	if (strchr(":+-*/", s.p[i]) && s.p[i] && s.p[i + 1] == '=')
		return true;
	return s.p[i] == '=' && i > 0;
}

/* name.name(arguments) and nothing else */
static bool
call(struct str s)
{
	size_t i = 0;

	while (i < s.n && (name_char(s.p[i]) || s.p[i] == '.'))
		i++;
	return i > 1 && i < s.n && s.p[i] == '(' && (s.p[s.n - 1] == ')' || s.p[s.n - 1] == ';' || s.p[s.n - 1] == '(');
}

/* Sentences: a capital, several words and a full stop. */
static bool
sentence(struct str s, size_t words)
{
	char last = s.p[s.n - 1];

	return words >= 6 && (last == '.' || last == '!' || last == '?') && s.p[0] != '(';
}

static bool
statement(struct str s, size_t words)
{
	char last = s.p[s.n - 1];

	if (!(may_start(s) & OPENS) || !starts_any(s, openings, N(openings)))
		return false;
	if (str_starts(s, STR("from ")))
		return str_find(s, STR(" import "), 0) > 0;
	if (str_starts(s, STR("@")))
		return str_find(s, STR(" "), 0) < 0 || last == ')';
	if (str_starts(s, STR("import ")))
		return words <= 6 && last != '.' && last != ':';
	if (str_starts(s, STR("class ")) || str_starts(s, STR("def ")) || str_starts(s, STR("struct ")) || str_starts(s, STR("module ")))
		return strchr(":{)", last) || words == 2;
	if (str_starts(s, STR("return ")) || str_starts(s, STR("let ")) || str_starts(s, STR("using ")) || str_starts(s, STR("package ")))
		return words <= 4 || strchr(";)}", last);
	if (str_starts(s, STR("static ")) || str_starts(s, STR("public ")) || str_starts(s, STR("private ")) || str_starts(s, STR("protected ")))
		return strchr(";{)(", last) != NULL;
	if (str_starts(s, STR("... ")))
		return strchr(":)(=", last) != NULL;
	if (str_starts(s, STR("const ")) || str_starts(s, STR("var ")) || str_starts(s, STR("function ")) || str_starts(s, STR("func ")) || str_starts(s, STR("fn ")))
		return strchr(s.p[0] == 'c' || s.p[0] == 'v' ? ";={[(" : "{;)", last) || str_find(s, STR("="), 0) > 0 || str_find(s, STR("("), 0) > 0;
	if (str_starts(s, STR("$ ")))
		return s.n > 2 && !(s.p[2] >= '0' && s.p[2] <= '9');
	return true;
}

int
plain_code_line(struct str s, size_t words)
{
	char last;

	if (s.n == 0)
		return 0;
	last = s.p[s.n - 1];
	if (s.n <= 3 && strchr("{}()[];,", s.p[0]) && strchr("{}()[];,", last))
		return 2;
	if (s.n > 400)
		return last == ';' || last == '}' ? 1 : 0;
	if (statement(s, words))
		return 2;
	if ((may_start(s) & COMMANDS) && starts_any(s, commands, N(commands)) && !strchr(".,;!?:", last) && words <= 14)
		return 2;
	if (sentence(s, words))
		return 0;
	if (last == '{' || (last == ';' && (strchr("(=", last) || str_find(s, STR("("), 0) >= 0 || str_find(s, STR("="), 0) >= 0)))
		return 2;
	if (call(s) || assignment(s))
		return 2;
	if (s.p[0] == '<' && last == '>' && s.n > 2 && (name_char(s.p[1]) || s.p[1] == '/' || s.p[1] == '!'))
		return 2;
	if (last == ':' && (str_starts(s, STR("if ")) || str_starts(s, STR("for ")) || str_starts(s, STR("while ")) || str_starts(s, STR("with "))) &&
	    (str_find(s, STR("="), 0) > 0 || str_find(s, STR("<"), 0) > 0 || str_find(s, STR(">"), 0) > 0 || str_find(s, STR(" in "), 0) > 0 || str_find(s, STR("("), 0) > 0) && words <= 10)
		return 2;
	if (s.p[0] == '"' && str_find(s, STR("\":"), 0) > 0)
		return 2;
	if (str_eq(s, STR("else:")) || str_eq(s, STR("try:")) || str_eq(s, STR("end")) || str_eq(s, STR("else")) || str_eq(s, STR("pass")))
		return 2;
	if (str_starts(s, STR("# ")) || str_starts(s, STR("// ")) || str_starts(s, STR("/*")) || str_starts(s, STR("-- ")) || str_starts(s, STR("* ")) || last == ';' || last == ',' || last == ')')
		return 1;
	if (str_find(s, STR("()"), 0) > 0 || str_find(s, STR("::"), 0) > 0 || str_find(s, STR("->"), 0) > 0 || str_find(s, STR("=>"), 0) > 0 || str_find(s, STR("&&"), 0) > 0)
		return 1;
	if (str_find(s, STR(": "), 0) > 0 && words <= 5 && s.p[0] >= 'a' && s.p[0] <= 'z')
		return 1;
	return 0;
}
