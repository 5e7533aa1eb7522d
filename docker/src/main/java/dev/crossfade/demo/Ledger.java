package dev.crossfade.demo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one thread of the application believes its rows to hold: changed only after the server has acknowledged the commit.
 * Not safe for use by several threads; the comparison reads it after the thread has ended.
 */
public final class Ledger {
    public record Customer(String fullName, String email) {}

    public record Order(String number, int customerId, BigDecimal total, String status, int lines) {}

    private final Map<Integer, Customer> customers = new HashMap<>();
    private final Map<Integer, Order> orders = new HashMap<>();
    private final Map<Integer, Set<Integer>> ordersOfCustomer = new HashMap<>();
    // Ids again, in lists, to pick one at random in constant time.
    private final List<Integer> customerIds = new ArrayList<>();
    private final List<Integer> orderIds = new ArrayList<>();

    Map<Integer, Customer> customers() {
        return customers;
    }

    Map<Integer, Order> orders() {
        return orders;
    }

    Customer customer(int id) {
        return present(customers.get(id), "customer", id);
    }

    Order order(int id) {
        return present(orders.get(id), "order", id);
    }

    private static <T> T present(@Nullable T value, String what, int id) {
        if (value == null) {
            throw new IllegalStateException("no " + what + " " + id + " in the ledger");
        }
        return value;
    }

    Set<Integer> ordersOf(int customerId) {
        return ordersOfCustomer.getOrDefault(customerId, Set.of());
    }

    void put(int id, Customer customer) {
        if (customers.put(id, customer) == null) {
            customerIds.add(id);
        }
    }

    void put(int id, Order order) {
        if (orders.put(id, order) == null) {
            orderIds.add(id);
            ordersOfCustomer
                    .computeIfAbsent(order.customerId(), c -> new HashSet<>())
                    .add(id);
        }
    }

    int anyCustomer(Random random) {
        return customerIds.get(random.nextInt(customerIds.size()));
    }

    boolean hasOrders() {
        return !orderIds.isEmpty();
    }

    int anyOrder(Random random) {
        return orderIds.get(random.nextInt(orderIds.size()));
    }

    void removeOrder(int id) {
        Order order = order(id);
        orders.remove(id);
        Set<Integer> others = ordersOfCustomer.get(order.customerId());
        if (others != null) {
            others.remove(id);
        }
        int index = orderIds.indexOf(id);
        int last = orderIds.size() - 1;
        orderIds.set(index, orderIds.get(last));
        orderIds.remove(last);
    }
}
