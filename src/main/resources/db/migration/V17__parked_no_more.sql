drop index deliveries_parked;
