package dev.jwebhooks.account;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** An account as its owner sees it alone, and not in lists. */
record AccountDetail(@JsonUnwrapped AccountView account, EndpointStatus endpointStatus) {
    static AccountDetail of(Account account, FailureLimit limit) {
        return new AccountDetail(AccountView.of(account), account.endpointStatus(limit));
    }
}
