/* Nothing to call: the functions of libxml2 and libzip under their own names, which open the library when first called. */
