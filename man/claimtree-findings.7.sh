#!/bin/sh
# prints claimtree-findings(7): the catalogue, as `claimtree explain` knows it
"$B/claimtree" explain --format=man
