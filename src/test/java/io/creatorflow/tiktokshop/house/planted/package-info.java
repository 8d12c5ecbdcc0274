/** Classes that break the rules about classes, each on purpose: the rules are tried on them. */
package io.creatorflow.tiktokshop.house.planted;
