#!/usr/bin/env node
// A program of its own, because npm links only the commands of the package that a person installs.
import "casement/bin";
