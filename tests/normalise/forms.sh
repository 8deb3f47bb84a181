#!/bin/sh
# What forms of known names come to outside of any article, and what must stay apart.
. tests/lib/tap.sh
LEX=$TMP/lex
cp -r tests/normalise/lexicon "$LEX"
echo 'zz_sketch,Sketchpad,product,,,Sketch,,Sketch,US,software,,' >>"$LEX/organisations.csv"
echo 'zz_sketchup,SketchUp,product,,,,,,US,software,,' >>"$LEX/organisations.csv"
echo 'zz_zephyr,Zephyr IoT SDK,library,,Zephyr,Zephyr,y,,2011,' >>"$LEX/technologies.csv"
printf '%s\n' 'zz_zapsocket,ZapSocket,library,,,,,,2011,' 'zz_zapsocket_client,zapsocket-client,library,,,,,,2012,' >>"$LEX/technologies.csv"
id() { printf '%s\n' "$2" | "$BIN/normalise" -l "$LEX" --names "$1" | tail -1 | sed 's/.*,\([^,]*\),[^,]*,\([^,]*\)$/\1 \2/'; }
is() { got=$(id "$1" "$2"); ok "$1 '$2' is $3" test "$got" = "$3"; [ "$got" = "$3" ] || echo "# $got"; }
is adopter 'Sketch' 'zz_sketch alias'
is adopter 'Sketch app' 'zz_sketch wording'
is adopter 'Sketch iOS app' 'zz_sketch wording'
is adopter 'sketch app' 'x_sketch found'
is adopter 'the Sketch app' 'x_sketch found'
is adopter 'Sketches' 'x_sketch found'
is adopter 'Google Sketchup' 'zz_sketchup owner'
is adopter 'Google Sketch' 'x_googlesketch found'
is technology 'Zephyr library' 'zz_zephyr wording'
is technology 'Zephyr 2020' 'x_zephyr found'
is technology 'Zephyr Internet of Things SDKs' 'zz_zephyr wording'
is adopter 'Google mail' 'x_googlemail found'
# What is no longer than the name itself goes before what is cut down to it as well.
is technology 'zapsocket package' 'zz_zapsocket wording'
is technology 'zapsocket client' 'zz_zapsocket_client spacing'
is adopter 'the Netflix API' 'netflix wording'
is adopter 'Netfilx' 'netflix spelling'
is adopter "Instargam's" 'instagram spelling'
is adopter 'Skecth' 'x_skecth found'
is adopter 'SketchUps' 'zz_sketchup plural'
is technology 'Aifrlow' 'airflow spelling'
is technology 'Netfilx' 'x_netfilx found'
is adopter 'Google Discord bot' 'x_googlediscordbot found'
tap_end
