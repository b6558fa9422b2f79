/* Filter and columns of a plan's page. */
