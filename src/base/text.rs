//! Text as a terminal shows it: measured in cells, with everything dangerous taken out.
