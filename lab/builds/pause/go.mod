// The pause program of the lab's pods; see ../README.md.
module mop.invalid/lab/pause

go 1.26.0
