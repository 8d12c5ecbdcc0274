/** What a good engineer writes in a day with Spring Boot: the yardstick. It shares no code with the integration. */
package io.creatorflow.tiktokshop.benchmark.reference;
