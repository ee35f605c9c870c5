// Pins cert-manager, of which the lab takes the custom resource definitions and nothing that runs; see ../README.md.
module mop.invalid/lab/cert-manager

go 1.26.0

require github.com/cert-manager/cert-manager v1.21.2
