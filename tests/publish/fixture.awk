# Makes CSV tables of BUILD from a short text and the declaration:
#   awk -v dir=BUILD -f fixture.awk stages/schema/tables.def SPEC
# SPEC: "@table" begins a table, the next line names columns, the others are
# rows, fields separated by ";".  A required column that is not named gets its
# declared example (an enumeration its first value), others stay empty.  Every
# published table that normalise makes is made, with or without rows.
function unquote(s) { sub(/^ *"/, "", s); sub(/" *$/, "", s); return s }
function csv(s) { if (s ~ /[",\n]/ || s ~ /^ | $/) { gsub(/"/, "\"\"", s); return "\"" s "\"" } return s }
function open_table(t, i, line) {
	out = dir "/normalise/" t ".csv"
	line = ""
	for (i = 1; i <= n[t]; i++) line = line (i > 1 ? "," : "") column[t, i]
	print line > out
	made[t] = 1
}
FNR == NR && /^TABLE\(/ { split(substr($0, 7), f, ", "); if (f[2] == "true" && f[1] !~ /^checks$|count|adoption|pairs|timelines|implied|estimates/) order[++tables] = f[1]; next }
FNR == NR && /^COLUMN\(/ {
	s = substr($0, 8); sub(/\)$/, "", s)
	match(s, /^[a-z_]+, [a-z_0-9]+, TYPE_[A-Z]+, (true|false), /)
	split(substr(s, 1, RLENGTH - 2), f, ", ")
	k = split(s, q, /", "/)
	t = f[1]; i = ++n[t]
	column[t, i] = f[2]
	if (f[4] == "true") standard[t, i] = f[3] == "TYPE_ENUM" ? unquote(q[k - 1]) : unquote(q[k - 2])
	if (f[3] == "TYPE_ENUM") sub(/\|.*/, "", standard[t, i])
	next
}
FNR == NR { next }
/^@/ { table = substr($0, 2); open_table(table); getline; names = split($0, name, ";"); next }
/^$/ { next }
{
	split("", value); k = split($0, part, ";")
	for (i = 1; i <= names; i++) value[name[i]] = part[i]
	line = ""
	for (i = 1; i <= n[table]; i++) {
		v = column[table, i] in value ? value[column[table, i]] : standard[table, i]
		line = line (i > 1 ? "," : "") csv(v)
	}
	print line > out
}
END { for (i = 1; i <= tables; i++) if (!(order[i] in made)) open_table(order[i]) }
