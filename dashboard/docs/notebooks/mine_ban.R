# Reads the data package and the API with base R alone.
#   Rscript mine_ban.R [folder of the tables] [address of the server]
given <- commandArgs(trailingOnly = TRUE)
folder <- if (length(given) > 0) given[1] else file.path("..", "..", "..", "data")
server <- if (length(given) > 1) given[2] else Sys.getenv("ESS_URL", "http://localhost:8501")
day <- as.Date("2025-12-27")

# The data package: every cell is text, empty cells are missing, days are YYYY-MM-DD.
acts <- read.csv(file.path(folder, "treaty_actions.csv"), colClasses = "character", na.strings = "", encoding = "UTF-8")
acts$effective_on <- as.Date(acts$effective_on)
left <- subset(acts, instrument_id == "apmbc" & kind == "withdrawal" & !is.na(effective_on) & effective_on <= day)
cat("left by", format(day), "by the tables:", paste(sort(left$iso3), collapse = ", "), "\n")

# The API answers the same rows as CSV; cite the edition that it names.
query <- paste0("/api/v1/actions?format=csv&instrument=apmbc&kinds=withdrawal&as_of=", format(day))
answer <- read.csv(paste0(server, query), colClasses = "character", na.strings = "", encoding = "UTF-8")
gone <- subset(answer, as.Date(effective_on) <= day)
cat("left by", format(day), "by the API:", paste(sort(gone$iso3), collapse = ", "), "\n")
cat("edition:", unique(answer$export_dataset_version), "\n")
stopifnot(identical(sort(left$iso3), sort(gone$iso3)))
